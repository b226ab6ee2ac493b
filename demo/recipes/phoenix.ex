# Flagpost in Phoenix, or any Elixir. Save it as lib/shop/flagpost.ex. It needs :inets, :ssl and :crypto among
# `extra_applications`, and Jason, which Phoenix has.
#
#     Shop.Flagpost.log("order.shipped", %{order_id: order.number, payload: %{carrier: "DHL", tracking: number}})
#
# In the head of lib/shop_web/components/layouts/root.html.heex: <%= raw(Shop.Flagpost.tags(@current_user.name)) %>
defmodule Shop.Flagpost do
  require Logger

  @timeout 5_000

  @doc "Logs in the background, with the time of now. Never raises; returns the task's pid."
  def log(event_type, fields \\ %{}) do
    event =
      Map.merge(
        %{event_type: event_type, occurred_at: DateTime.utc_now() |> DateTime.to_iso8601(), idempotency_key: random()},
        fields
      )

    {:ok, pid} = Task.start(fn -> deliver(event) end)
    pid
  rescue
    error -> complain(error)
  end

  @doc "A token for one person's browser, for an hour; `%{order_id: \"…\"}` limits it to one order."
  def viewer_token(sub, scope \\ "read write", claims \\ %{}) do
    now = System.os_time(:second)
    claims = Map.merge(%{sub: sub, scope: scope, aud: "flagpost", iat: now, exp: now + 3600}, claims)
    signed = base64(json(%{alg: "HS256", typ: "JWT"})) <> "." <> base64(json(claims))
    signed <> "." <> base64(:crypto.mac(:hmac, :sha256, setting("FLAGPOST_TOKEN_SECRET"), signed))
  end

  @doc "The tags of the head, for who is signed in. A page without them is better than none."
  def tags(person) do
    ~s(<meta name="flagpost-token" content="#{viewer_token(person)}">\n) <>
      ~s(<script type="module" src="#{setting("FLAGPOST_URL")}/widgets.js"></script>)
  rescue
    error ->
      complain(error)
      ""
  end

  defp deliver(event) do
    url = String.to_charlist(setting("FLAGPOST_URL") <> "/v1/events")
    headers = [{~c"authorization", String.to_charlist("Bearer " <> setting("FLAGPOST_API_KEY"))}]
    options = [timeout: @timeout, connect_timeout: @timeout, autoredirect: false] ++ tls(url)

    case :httpc.request(:post, {url, headers, ~c"application/json", json(event)}, options, []) do
      {:ok, {{_, status, _}, _, _}} when status < 300 -> :ok
      {:ok, {{_, status, _}, _, _}} -> complain("answered #{status}")
      {:error, _} -> complain("not reached")
    end
  rescue
    error -> complain(error)
  end

  # :httpc believes any certificate unless it is told what to believe.
  defp tls(~c"https" ++ _) do
    match = [match_fun: :public_key.pkix_verify_hostname_match_fun(:https)]
    [ssl: [verify: :verify_peer, cacerts: :public_key.cacerts_get(), customize_hostname_check: match]]
  end

  defp tls(_), do: []

  defp complain(%{__struct__: kind}), do: Logger.warning("flagpost: #{inspect(kind)}")
  defp complain(what), do: Logger.warning("flagpost: #{what}")

  # Called by its name, so that this file also compiles where there is none.
  defp json(value), do: apply(Application.get_env(:flagpost, :json, Jason), :encode!, [value])
  defp base64(data), do: Base.url_encode64(data, padding: false)
  defp random, do: Base.encode16(:crypto.strong_rand_bytes(16), case: :lower)
  defp setting(name), do: System.fetch_env!(name)
end
