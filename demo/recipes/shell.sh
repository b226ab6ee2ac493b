# Flagpost from a shell script: `. shell.sh`, with FLAGPOST_URL and FLAGPOST_API_KEY in the environment. Needs curl.

# curl reads the key from standard input, so that the list of processes does not show it.
flagpost_post() {
  printf 'header = "Authorization: Bearer %s"\n' "$FLAGPOST_API_KEY" |
    curl --silent --show-error --fail --config - --max-time 5 --header 'Content-Type: application/json' --data-raw "$2" "$FLAGPOST_URL$1"
}

# flagpost_log '{ "event_type": "order.delivered", "order_id": "0042" }': logs in the background, and never fails its caller.
flagpost_log() {
  (flagpost_post /v1/events "$1" | grep -qE '"(id|accepted)"' || echo 'flagpost: not logged' >&2) &
}

# flagpost_token Ana 'read write': prints a token for an hour, made by the Worker, or nothing if the Worker is not reached.
flagpost_token() {
  flagpost_post /v1/tokens "{ \"sub\": \"$1\", \"scope\": \"$2\" }" | sed -n 's/.*"token":"\([^"]*\)".*/\1/p' || true
}

# flagpost_customer_token 0042 30: prints a token for a customer to see the status of their order, for some days, at most 90.
flagpost_customer_token() {
  flagpost_post /v1/tokens "{ \"sub\": \"customer\", \"scope\": \"customer\", \"order_id\": \"$1\", \"expires_in\": $((${2:-30} * 86400)) }" |
    sed -n 's/.*"token":"\([^"]*\)".*/\1/p' || true
}

# flagpost_tags "$token": prints the tags for the <head> of your admin's pages.
flagpost_tags() {
  printf '<meta name="flagpost-token" content="%s">\n<script type="module" src="%s/widgets.js" async></script>\n' "$1" "$FLAGPOST_URL"
}
