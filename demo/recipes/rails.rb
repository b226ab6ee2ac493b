# Flagpost in Rails, or any Ruby. Save it as app/helpers/flagpost_helper.rb; it needs nothing but Ruby.
#
#   FlagpostHelper.log("order.shipped", order_id: order.number, payload: { carrier: "DHL", tracking: number })
#
# In the head of app/views/layouts/admin.html.erb: <%= flagpost_tags(current_user.name) %>
require "base64"
require "json"
require "net/http"
require "openssl"
require "securerandom"
require "time"

module FlagpostHelper
  TIMEOUT = 5

  class << self
    # Logs in the background, with the time of now. Never raises. The thread is returned for scripts that end at once: `.join`.
    def log(event_type, message = nil, **fields)
      event = { event_type:, message:, occurred_at: Time.now.utc.iso8601(3), idempotency_key: SecureRandom.uuid, **fields }.compact
      body = JSON.generate(event)
      Thread.new { deliver(body) }
    rescue StandardError => error
      complain(error)
      Thread.new {}
    end

    # A token for one person's browser, for an hour; order_id: "…" limits it to one order.
    def viewer_token(sub, scope: "read write", **claims)
      now = Time.now.to_i
      claims = { sub:, scope:, aud: "flagpost", iat: now, exp: now + 3600, **claims }
      signed = [{ alg: "HS256", typ: "JWT" }, claims].map { |part| base64(JSON.generate(part)) }.join(".")
      "#{signed}.#{base64(OpenSSL::HMAC.digest("SHA256", ENV.fetch("FLAGPOST_TOKEN_SECRET"), signed))}"
    end

    def complain(error) = defined?(Rails) ? Rails.logger.warn("flagpost: #{error.class}") : warn("flagpost: #{error.class}")

    private

    def base64(data) = Base64.urlsafe_encode64(data, padding: false)

    # A second try is the same event, since its key is.
    def deliver(body, tries: 2)
      uri = URI("#{ENV.fetch("FLAGPOST_URL")}/v1/events")
      headers = { "Authorization" => "Bearer #{ENV.fetch("FLAGPOST_API_KEY")}", "Content-Type" => "application/json" }
      options = { use_ssl: uri.scheme == "https", open_timeout: TIMEOUT, read_timeout: TIMEOUT, max_retries: 0 }
      answer = Net::HTTP.start(uri.host, uri.port, options) { |http| http.post(uri.path, body, headers) }
      raise "answered #{answer.code}" if answer.code.to_i >= 500
    rescue StandardError => error
      complain(error)
      return if (tries -= 1).zero?

      sleep 1
      retry
    end
  end

  # The tags of the head, for who is signed in. A page without them is better than none.
  def flagpost_tags(person)
    token = FlagpostHelper.viewer_token(person)
    html = %(<meta name="flagpost-token" content="#{token}">\n<script type="module" src="#{ENV.fetch("FLAGPOST_URL")}/widgets.js"></script>)
    html.respond_to?(:html_safe) ? html.html_safe : html
  rescue StandardError => error
    FlagpostHelper.complain(error)
    ""
  end
end
