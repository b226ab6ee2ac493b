<?php
/**
 * Plugin Name: Flagpost
 * Description: Tells WooCommerce's orders to the activity log, and shows it in the dashboard.
 *
 * Save it as wp-content/plugins/flagpost.php, put these into wp-config.php, above "stop editing", and activate it:
 *   define('FLAGPOST_URL', 'http://localhost:8787');
 *   define('FLAGPOST_API_KEY', '…');
 *   define('FLAGPOST_TOKEN_SECRET', '…');
 * On this machine .dev.vars.shop of Flagpost's folder has all three. On your server they are the address that
 * npm run deploy prints, and API_KEYS and TOKEN_SECRET of .prod.vars. The shop's address, with its port and without a
 * path, has to be one of the Worker's ALLOWED_ORIGINS.
 *
 * It replaces the webhooks of WooCommerce: with both, a cancelled order is logged twice. To log more:
 *   flagpost_log('order.delivered', ['order_id' => '42']);
 */

defined('ABSPATH') || exit;

const FLAGPOST_MAY = 'edit_shop_orders';

foreach (['FLAGPOST_URL', 'FLAGPOST_API_KEY', 'FLAGPOST_TOKEN_SECRET'] as $flagpost_name) {
    if (!defined($flagpost_name)) {
        add_action('admin_notices', static fn () => printf('<div class="notice notice-error"><p>%s is not set in wp-config.php.</p></div>', $flagpost_name));
    }
}

/** Logs an event with the present time. It is sent after the customer's page. Never throws. */
function flagpost_log(string $type, array $fields = []): void
{
    static $events = [];
    try {
        $event = $fields + ['event_type' => $type, 'occurred_at' => gmdate('Y-m-d\TH:i:s\Z'), 'idempotency_key' => bin2hex(random_bytes(16))];
        $events[] = json_encode($event, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
        if (count($events) === 1) {
            add_action('shutdown', static function () use (&$events) {
                $sending = $events;
                $events = [];
                flagpost_send($sending);
            }, PHP_INT_MAX);
        }
    } catch (\Throwable $error) {
        error_log('flagpost: ' . get_class($error));
    }
}

/** Sends events, each of them JSON. If PHP cannot finish the customer's page before, they wait for a second at most. */
function flagpost_send(array $events): void
{
    try {
        $finish = array_filter(['fastcgi_finish_request', 'litespeed_finish_request'], 'function_exists');
        if ($finish) {
            session_write_close();
            reset($finish)();
        }
        foreach (array_chunk($events, 500) as $some) {
            $answer = wp_remote_post(FLAGPOST_URL . '/v1/events', [
                'timeout' => $finish ? 5 : 1,
                'redirection' => 0,
                'headers' => ['Authorization' => 'Bearer ' . FLAGPOST_API_KEY, 'Content-Type' => 'application/json'],
                'body' => '{"events":[' . implode(',', $some) . ']}',
            ]);
            $result = is_wp_error($answer) ? $answer->get_error_message() : wp_remote_retrieve_body($answer);
            if ((json_decode($result, true)['rejected'] ?? null) !== []) {
                error_log("flagpost: not logged: $result");
            }
        }
    } catch (\Throwable $error) {
        error_log('flagpost: ' . get_class($error));
    }
}

/** A token for the browser of the person who is signed in, for an hour. */
function flagpost_token(string $scope = 'read write'): string
{
    return flagpost_sign(['sub' => mb_substr(wp_get_current_user()->display_name, 0, 64), 'scope' => $scope, 'exp' => time() + 3600]);
}

/** A token for a customer to see the status of their order, good for some days, at most 90. */
function flagpost_customer_token(string $order_number, int $days = 30): string
{
    return flagpost_sign(['sub' => 'customer', 'scope' => 'customer', 'order_id' => $order_number, 'exp' => time() + $days * 86400]);
}

function flagpost_sign(array $claims): string
{
    $base64 = static fn (string $data): string => rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    $claims += ['aud' => 'flagpost', 'iat' => time()];
    $signed = $base64(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . $base64(json_encode($claims, JSON_THROW_ON_ERROR));
    return $signed . '.' . $base64(hash_hmac('sha256', $signed, FLAGPOST_TOKEN_SECRET, true));
}

/** Styles that give the elements the look of the dashboard. */
const FLAGPOST_LOOK = <<<'CSS'
order-timeline,
activity-feed,
attention-badge {
  --flagpost-accent: var(--wp-admin-theme-color, #2271b1);
  --flagpost-muted: #646970;
  --flagpost-line: #dcdcde;
  --flagpost-error: #d63638;
  --flagpost-warning: #996800;
  --flagpost-surface: #fff;
  --flagpost-top: var(--wp-admin--admin-bar--height, 32px);
  --flagpost-radius: 3px;
}
order-timeline::part(button),
activity-feed::part(button) {
  color: var(--flagpost-accent);
}
#adminmenu attention-badge::part(count) {
  background: #d63638;
  color: #fff;
}
@media (max-width: 600px) {
  activity-feed {
    --flagpost-top: 0;
  }
}
CSS;

/** The tags of the dashboard's head, for people who may see orders. `async`: the dashboard does not wait for the Worker. */
function flagpost_tags(): void
{
    try {
        if (!current_user_can(FLAGPOST_MAY)) {
            return;
        }
        printf(
            "<meta name=\"flagpost-token\" content=\"%s\">\n<meta name=\"flagpost-token-url\" content=\"%s\">\n<script type=\"module\" src=\"%s/widgets.js\" async></script>\n<style>\n%s\n</style>\n",
            flagpost_token(),
            esc_url(admin_url('admin-ajax.php?action=flagpost_token', 'relative')),
            esc_url(FLAGPOST_URL),
            FLAGPOST_LOOK
        );
    } catch (\Throwable $error) {
        error_log('flagpost: ' . get_class($error));
    }
}
add_action('admin_head', 'flagpost_tags');

// A page may stay open for longer than its token or a nonce lasts. No nonce is needed: another site can make your browser
// send this request, but cannot read the answer.
add_action('wp_ajax_flagpost_token', static function () {
    current_user_can(FLAGPOST_MAY) ? wp_send_json(['token' => flagpost_token()]) : wp_send_json_error(null, 403);
});
add_action('wp_ajax_nopriv_flagpost_token', static function () {
    wp_send_json_error(null, 401);
});

add_action('admin_menu', static function () {
    add_menu_page('Activity', '<attention-badge>Activity</attention-badge>', FLAGPOST_MAY, 'flagpost', static function () {
        // The order's number is its id. If a plugin numbers your orders, use edit.php?post_type=shop_order&s={order_id}
        $href = esc_attr(admin_url('post.php?post={order_id}&action=edit', 'relative'));
        echo "<div class=\"wrap\"><h1>Activity</h1><div class=\"postbox\"><div class=\"inside\"><activity-feed order-href=\"$href\" sync-url></activity-feed></div></div></div>";
    }, 'dashicons-flag', 56);
});

add_action('add_meta_boxes', static function () {
    add_meta_box('flagpost', 'Activity', static function ($post) {
        printf('<order-timeline order-id="%s"></order-timeline>', esc_attr(wc_get_order($post)->get_order_number()));
    }, ['shop_order', 'woocommerce_page_wc-orders'], 'normal', 'high');
});

/** Logs an event of an order, with the same refs and facts as WooCommerce's webhooks. */
function flagpost_order($order, string $type, string $message, array $more = []): void
{
    $about = ['message' => $message, 'order_id' => (string) $order->get_order_number(), 'refs' => ['woocommerce:' . $order->get_id()]];
    flagpost_log($type, $more + $about);
}

function flagpost_money($amount, string $currency): string
{
    return html_entity_decode(wp_strip_all_tags(wc_price($amount, ['currency' => $currency])), ENT_QUOTES, 'UTF-8');
}

add_action('woocommerce_order_status_changed', static function ($id, $from, $to, $order) {
    $payment = ['problem' => "payment:woocommerce:$id"];
    if ($to === 'completed' && $order->get_shipping_methods()) {
        flagpost_order($order, 'order.shipped', 'Shipped', ['fact' => "shipped:woocommerce:$id"]);
    } elseif (in_array($to, ['processing', 'on-hold', 'completed'], true)) {
        $money = flagpost_money($order->get_total(), $order->get_currency());
        flagpost_order($order, 'order.created', "Order placed — $money", ['fact' => "created:$id"] + $payment);
    } elseif ($to === 'cancelled') {
        flagpost_order($order, 'order.cancelled', 'Order cancelled');
    } elseif ($to === 'failed') {
        flagpost_order($order, 'order.payment_failed', 'Payment failed', ['level' => 'warning'] + $payment);
    }
}, 10, 4);

add_action('woocommerce_order_refunded', static function ($id, $refund_id) {
    $refund = wc_get_order($refund_id);
    $money = flagpost_money($refund->get_amount(), $refund->get_currency());
    flagpost_order(wc_get_order($id), 'order.refunded', "Refunded $money", ['fact' => "refunded:woocommerce:$refund_id"]);
}, 10, 2);
