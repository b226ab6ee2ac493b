"""Flagpost in Django, or any Python of 3.6 or newer. Save it as shop/flagpost.py; it needs nothing but Python.

    from shop import flagpost
    flagpost.log("order.shipped", order_id=order.number, payload={"carrier": "DHL", "tracking": number})

In settings.py, add "shop.flagpost.tags" to TEMPLATES[0]["OPTIONS"]["context_processors"], and BASE_DIR / "templates" to
its "DIRS". templates/admin/base_site.html, the layout of the admin, is then

    {% extends "admin/base_site.html" %}
    {% block extrahead %}{{ block.super }}{{ flagpost_tags }}{% endblock %}

and a page of yours in it is a view of @staff_member_required that renders, with admin.site.each_context(request),

    {% extends "admin/base_site.html" %}
    {% block content %}<activity-feed></activity-feed>{% endblock %}

For pages that stay open for hours, such a view behind <meta name="flagpost-token-url" content="/its/path">:

    return JsonResponse({"token": flagpost.viewer_token(request.user.get_username())})

Under uWSGI, `enable-threads = true`.
"""

import base64
import hashlib
import hmac
import json
import logging
import os
import threading
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone

try:
    from django.utils.functional import SimpleLazyObject
    from django.utils.safestring import mark_safe
except ImportError:  # Outside of Django.
    mark_safe = str
    SimpleLazyObject = lambda made: made()  # noqa: E731

logger = logging.getLogger("flagpost")
TIMEOUT = 5


def log(event_type, message=None, **fields):
    """Logs an event in the background, with the present time. Never raises: a thread that cannot send writes to the logger."""
    try:
        now = datetime.now(timezone.utc).isoformat()
        event = {"event_type": event_type, "occurred_at": now, "idempotency_key": str(uuid.uuid4()), **fields}
        if message is not None:
            event["message"] = message
        if event.get("order_id") is not None:
            event["order_id"] = str(event["order_id"])
        body = json.dumps(event, default=str).encode()
        # Not a daemon, so that a management command waits for its events before it ends.
        threading.Thread(target=_deliver, args=(body,)).start()
    except Exception as error:
        _complain(error)


class _Mistake(Exception):
    pass


def _setting(name):
    value = os.environ.get(name)
    if not value:
        raise _Mistake(name + " is not set")
    return value


def _complain(error):
    """Logs only the class of an error from elsewhere, since its message may contain secrets."""
    what = str(error) if isinstance(error, _Mistake) else type(error).__name__
    if isinstance(error, urllib.error.HTTPError):
        what = "answered %d %s" % (error.code, _detail(error))
    logger.warning("flagpost: %s", what)


def _detail(answer):
    try:
        return json.loads(answer.read(2000))["detail"]
    except Exception:  # An answer that is not the Worker's, such as a proxy's.
        return ""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect, so that the key goes to no other address."""

    def redirect_request(self, *_):
        return None


_opener = urllib.request.build_opener(_Stay)


def _deliver(body):
    for wait in (0, 1):  # The second try has the same idempotency key, so it is the same event.
        time.sleep(wait)
        tried = []
        # A socket's timeout limits each piece of an answer; this one limits the whole answer.
        sending = threading.Thread(target=lambda: tried.append(_post(body)), daemon=True)
        sending.start()
        sending.join(TIMEOUT)
        if tried and not tried[0]:
            return
    if not tried:
        logger.warning("flagpost: not answered in time")


def _post(body):
    """Sends the event. Returns whether to try again."""
    try:
        request = urllib.request.Request(_setting("FLAGPOST_URL") + "/v1/events", body)
        request.add_header("Authorization", "Bearer " + _setting("FLAGPOST_API_KEY"))
        request.add_header("Content-Type", "application/json")
        _opener.open(request, timeout=TIMEOUT).close()
        return False
    except Exception as error:
        _complain(error)
        return not isinstance(error, _Mistake) and not 300 <= getattr(error, "code", 0) < 500


def viewer_token(sub, scope="read write", **claims):
    """A token for one person's browser, for an hour; order_id="…" limits it to one order."""
    if not sub:
        raise _Mistake("a token needs the name of a person")
    now = int(time.time())
    claims = {"sub": str(sub), "scope": scope, "aud": "flagpost", "iat": now, "exp": now + 3600, **claims}
    signed = b".".join(_base64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    signature = hmac.new(_setting("FLAGPOST_TOKEN_SECRET").encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + _base64(signature)).decode()


def customer_token(order_id, days=30):
    """A token for a customer to see the status of their order, good for some days, at most 90."""
    return viewer_token("customer", "customer", order_id=str(order_id), exp=int(time.time()) + days * 86400)


def _base64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def tags(request):
    """A context processor: the tags of the head, for staff. Lazy, so that a page without them reads no session."""
    return {"flagpost_tags": SimpleLazyObject(lambda: _tags(request))}


def _tags(request):
    try:
        if not request.user.is_staff:
            return ""
        head = '<meta name="flagpost-token" content="%s">\n<script type="module" src="%s/widgets.js" async></script>'
        return mark_safe(head % (viewer_token(request.user.get_username()), _setting("FLAGPOST_URL")))
    except Exception as error:
        _complain(error)
        return ""
