# Flagpost in Rails, or any Ruby. Save it as app/helpers/flagpost_helper.rb; it needs nothing but Ruby.
#
#   FlagpostHelper.log("order.shipped", order_id: order.number, payload: { carrier: "DHL", tracking: number })
#
# In the head of app/views/layouts/admin.html.erb: <%= flagpost_tags(current_user.name) %>
# With a policy in config/initializers/content_security_policy.rb, add the Worker to two of its lines:
#   policy.script_src  :self, *ENV["FLAGPOST_URL"]
#   policy.connect_src :self, *ENV["FLAGPOST_URL"]
# For pages that stay open for hours, an action behind your login, and <meta name="flagpost-token-url" content="<its path>">:
#   render json: { token: FlagpostHelper.viewer_token(current_user.name) }
require "json"
require "net/http"
require "openssl"
require "securerandom"
require "time"
require "timeout"

module FlagpostHelper
  TIMEOUT = 5
  Mistake = Class.new(StandardError)

  class << self
    # Logs an event in the background, with the present time. Never raises. A script that ends at once waits for the returned thread: `.join`.
    def log(event_type, message = nil, **fields)
      event = { event_type: event_type, message: message, occurred_at: Time.now.utc.iso8601(3), idempotency_key: SecureRandom.uuid, **fields }.compact
      event[:order_id] = event[:order_id].to_s if event.key?(:order_id)
      body = JSON.generate(event)
      Thread.new { deliver(body) }
    rescue StandardError => error
      complain(error)
      Thread.new {}
    end

    # A token for one person's browser, for an hour; order_id: "…" limits it to one order.
    def viewer_token(sub, scope: "read write", **claims)
      raise Mistake, "a token needs the name of a person" if sub.to_s.empty?

      now = Time.now.to_i
      claims = { sub: sub.to_s, scope: scope, aud: "flagpost", iat: now, exp: now + 3600, **claims }
      signed = [{ alg: "HS256", typ: "JWT" }, claims].map { |part| base64(JSON.generate(part)) }.join(".")
      "#{signed}.#{base64(OpenSSL::HMAC.digest("SHA256", setting("FLAGPOST_TOKEN_SECRET"), signed))}"
    end

    # A token for a customer to see the status of their order, good for some days, at most 90.
    def customer_token(order_id, days: 30)
      exp = Time.now.to_i + days * 86_400
      viewer_token("customer", scope: "customer", order_id: order_id.to_s, exp: exp)
    end

    def setting(name)
      ENV[name] || raise(Mistake, "#{name} is not set")
    end

    # Logs only the class of an error from elsewhere, since its message may contain secrets.
    def complain(what)
      line = "flagpost: #{what.is_a?(String) || what.is_a?(Mistake) ? what : what.class}"
      defined?(Rails.logger) && Rails.logger ? Rails.logger.warn(line) : warn(line)
    end

    private

    def base64(data)
      [data].pack("m0").tr("+/", "-_").delete("=")
    end

    # The second try has the same idempotency key, so it is the same event.
    def deliver(body)
      2.times do |tried|
        sleep tried
        answer = Timeout.timeout(TIMEOUT) { post(URI("#{setting("FLAGPOST_URL")}/v1/events"), body) }
        return if answer.is_a?(Net::HTTPSuccess)

        complain("answered #{answer.code} #{answer.body.to_s[/"detail":"([^"]*)/, 1]}")
        return unless answer.is_a?(Net::HTTPServerError)
      rescue StandardError => error
        complain(error)
      end
    end

    def post(uri, body)
      headers = { "Authorization" => "Bearer #{setting("FLAGPOST_API_KEY")}", "Content-Type" => "application/json" }
      Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https") { |http| http.post(uri.path, body, headers) }
    end
  end

  # The tags of the head, for a person who is signed in. If they fail, the page comes without them.
  def flagpost_tags(person)
    token = FlagpostHelper.viewer_token(person)
    html = %(<meta name="flagpost-token" content="#{token}">\n<script type="module" src="#{FlagpostHelper.setting("FLAGPOST_URL")}/widgets.js" async></script>)
    html.respond_to?(:html_safe) ? html.html_safe : html
  rescue StandardError => error
    FlagpostHelper.complain(error)
    ""
  end
end
