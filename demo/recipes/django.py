"""Flagpost in Django, or any Python. Save it as shop/flagpost.py; it needs nothing but Python.

    from shop import flagpost
    flagpost.log("order.shipped", order_id=order.number, payload={"carrier": "DHL", "tracking": number})

In settings.py, add "shop.flagpost.tags" to TEMPLATES[0]["OPTIONS"]["context_processors"];
in the head of the admin's layout (templates/admin/base_site.html, block extrahead): {{ flagpost_tags }}
"""

import base64
import hashlib
import hmac
import json
import logging
import os
import threading
import time
import urllib.request
import uuid
from datetime import datetime, timezone

try:
    from django.utils.safestring import mark_safe
except ImportError:  # Outside of Django.
    mark_safe = str

logger = logging.getLogger("flagpost")
TIMEOUT = 5


def log(event_type, message=None, **fields):
    """Logs in the background, with the time of now. Never raises; a thread that cannot send says so to the logger."""
    try:
        now = datetime.now(timezone.utc).isoformat()
        event = {"event_type": event_type, "occurred_at": now, "idempotency_key": str(uuid.uuid4()), **fields}
        if message is not None:
            event["message"] = message
        body = json.dumps(event, default=str).encode()
        # Not a daemon: a management command that ends waits for what it has logged.
        threading.Thread(target=_send, args=(body,)).start()
    except Exception as error:
        logger.warning("flagpost: %s", type(error).__name__)


class _Stay(urllib.request.HTTPRedirectHandler):
    """A key goes to the address that it was given for, and nowhere else."""

    def redirect_request(self, *_):
        return None


_opener = urllib.request.build_opener(_Stay)


def _send(body):
    for wait in (1, None):  # A second try is the same event, since its key is.
        try:
            request = urllib.request.Request(os.environ["FLAGPOST_URL"] + "/v1/events", body)
            request.add_header("Authorization", "Bearer " + os.environ["FLAGPOST_API_KEY"])
            request.add_header("Content-Type", "application/json")
            _opener.open(request, timeout=TIMEOUT).close()
            return
        except Exception as error:
            logger.warning("flagpost: %s", type(error).__name__)
            if 300 <= getattr(error, "code", 0) < 500 or wait is None:
                return
            time.sleep(wait)


def viewer_token(sub, scope="read write", **claims):
    """A token for one person's browser, for an hour; order_id="…" limits it to one order."""
    now = int(time.time())
    claims = {"sub": sub, "scope": scope, "aud": "flagpost", "iat": now, "exp": now + 3600, **claims}
    signed = b".".join(_base64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    signature = hmac.new(os.environ["FLAGPOST_TOKEN_SECRET"].encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + _base64(signature)).decode()


def _base64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def tags(request):
    """A context processor: the tags of the head, for staff that is signed in."""
    try:
        if not request.user.is_staff:
            return {"flagpost_tags": ""}
        head = '<meta name="flagpost-token" content="%s">\n<script type="module" src="%s/widgets.js"></script>'
        return {"flagpost_tags": mark_safe(head % (viewer_token(request.user.get_username()), os.environ["FLAGPOST_URL"]))}
    except Exception as error:
        logger.warning("flagpost: %s", type(error).__name__)
        return {"flagpost_tags": ""}
