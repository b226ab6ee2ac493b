# Flagpost from a shell script: `. shell.sh`, with FLAGPOST_URL and FLAGPOST_API_KEY in the environment. Needs curl.

# curl reads the key from its standard input, so that no list of processes shows it.
flagpost_post() {
  printf 'header = "Authorization: Bearer %s"\n' "$FLAGPOST_API_KEY" |
    curl --silent --show-error --fail --config - --max-time 5 --header 'Content-Type: application/json' --data-raw "$2" "$FLAGPOST_URL$1"
}

# flagpost_log '{ "event_type": "order.delivered", "order_id": "0042" }': in the background; its caller never fails for it.
flagpost_log() {
  (flagpost_post /v1/events "$1" | grep -qE '"(id|accepted)"' || echo 'flagpost: not logged' >&2) &
}

# flagpost_token Ana 'read write': a token for an hour, made by the Worker. Prints nothing where that cannot be reached.
flagpost_token() {
  flagpost_post /v1/tokens "{ \"sub\": \"$1\", \"scope\": \"$2\" }" | sed -n 's/.*"token":"\([^"]*\)".*/\1/p' || true
}

# flagpost_customer_token 0042 30: a token with which a customer sees the status of their order, for so many days, at most 90.
flagpost_customer_token() {
  flagpost_post /v1/tokens "{ \"sub\": \"customer\", \"scope\": \"customer\", \"order_id\": \"$1\", \"expires_in\": $((${2:-30} * 86400)) }" |
    sed -n 's/.*"token":"\([^"]*\)".*/\1/p' || true
}

# flagpost_tags "$token": for the <head> of your admin's pages.
flagpost_tags() {
  printf '<meta name="flagpost-token" content="%s">\n<script type="module" src="%s/widgets.js" async></script>\n' "$1" "$FLAGPOST_URL"
}
