# Flagpost in Phoenix, or any Elixir on Erlang 25 or newer. Save it as lib/shop/flagpost.ex. It needs :inets, :ssl and
# :crypto among `extra_applications` in mix.exs, and Jason, which Phoenix has.
#
#     Shop.Flagpost.log("order.shipped", %{order_id: order.number, payload: %{carrier: "DHL", tracking: number}})
#
# In the head of lib/shop_web/components/layouts/root.html.heex: <%= raw(Shop.Flagpost.tags(@current_user.name)) %>
# For pages that stay open for hours, such as LiveView's, which never reload that head, add an action behind your login,
# and <meta name="flagpost-token-url" content="/its/path">:
#     json(conn, %{token: Shop.Flagpost.viewer_token(conn.assigns.current_user.name)})
defmodule Shop.Flagpost do
  require Logger

  @timeout 5_000

  @doc "Logs an event in the background, with the present time. Never raises; returns the task's pid."
  def log(event_type, fields \\ %{}) do
    event =
      %{event_type: event_type, occurred_at: DateTime.utc_now() |> DateTime.to_iso8601(), idempotency_key: random()}
      |> Map.merge(Map.new(fields))
      |> with_order()

    {:ok, pid} = Task.start(fn -> deliver(event, 2) end)
    pid
  rescue
    error -> complain(error)
  end

  @doc "A token for one person's browser, for an hour; `%{order_id: \"…\"}` limits it to one order."
  def viewer_token(sub, scope \\ "read write", claims \\ %{}) do
    if sub in [nil, ""], do: raise("a token needs the name of a person")
    now = System.os_time(:second)
    claims = Map.merge(%{sub: to_string(sub), scope: scope, aud: "flagpost", iat: now, exp: now + 3600}, claims)
    signed = base64(json(%{alg: "HS256", typ: "JWT"})) <> "." <> base64(json(claims))
    signed <> "." <> base64(:crypto.mac(:hmac, :sha256, setting("FLAGPOST_TOKEN_SECRET"), signed))
  end

  @doc "A token for a customer to see the status of their order, good for some days, at most 90."
  def customer_token(order_id, days \\ 30) do
    exp = System.os_time(:second) + days * 86_400
    viewer_token("customer", "customer", %{order_id: to_string(order_id), exp: exp})
  end

  @doc "The tags of the head, for a person who is signed in. If they fail, the page comes without them."
  def tags(person) do
    ~s(<meta name="flagpost-token" content="#{viewer_token(person)}">\n) <>
      ~s(<script type="module" src="#{setting("FLAGPOST_URL")}/widgets.js" async></script>)
  rescue
    error ->
      complain(error)
      ""
  end

  # The second try has the same idempotency key, so it is the same event.
  defp deliver(event, tries) do
    case post(event) do
      {:ok, {{_, status, _}, _, _}} when status < 300 -> :ok
      {:ok, {{_, status, _}, _, body}} when status < 500 -> complain("answered #{status} #{detail(body)}")
      {:ok, {{_, status, _}, _, _}} -> again(event, tries, "answered #{status}")
      {:error, _} -> again(event, tries, "not reached")
    end
  rescue
    error -> complain(error)
  catch
    # The exit reason of :httpc contains the request, and so the key: it is not logged.
    kind, _ -> complain("#{kind} in :httpc; is :inets among extra_applications?")
  end

  defp again(event, tries, what) do
    complain(what)

    if tries > 1 do
      Process.sleep(1_000)
      deliver(event, tries - 1)
    end
  end

  defp post(event) do
    url = String.to_charlist(setting("FLAGPOST_URL") <> "/v1/events")
    headers = [{~c"authorization", String.to_charlist("Bearer " <> setting("FLAGPOST_API_KEY"))}]
    options = [timeout: @timeout, connect_timeout: @timeout, autoredirect: false] ++ tls(url)
    :httpc.request(:post, {url, headers, ~c"application/json", json(event)}, options, body_format: :binary)
  end

  # By default :httpc accepts any certificate.
  defp tls(~c"https" ++ _) do
    match = [match_fun: :public_key.pkix_verify_hostname_match_fun(:https)]
    [ssl: [verify: :verify_peer, cacerts: :public_key.cacerts_get(), customize_hostname_check: match]]
  end

  defp tls(_), do: []

  defp with_order(%{order_id: id} = event) when not is_nil(id), do: %{event | order_id: to_string(id)}
  defp with_order(event), do: event

  defp detail(body), do: Regex.run(~r/"detail":"([^"]*)/, body) |> List.wrap() |> Enum.at(1)

  # Logs only the kind of an error from elsewhere, since its message may contain secrets.
  defp complain(%RuntimeError{message: what}), do: complain(what)
  defp complain(%{__struct__: kind}), do: Logger.warning("flagpost: #{inspect(kind)}")
  defp complain(what), do: Logger.warning("flagpost: #{what}")

  # Called by its name, so that this file also compiles without Jason.
  defp json(value), do: apply(Application.get_env(:flagpost, :json, Jason), :encode!, [value])
  defp base64(data), do: Base.url_encode64(data, padding: false)
  defp random, do: Base.encode16(:crypto.strong_rand_bytes(16), case: :lower)
  defp setting(name), do: System.get_env(name) || raise("#{name} is not set")
end
