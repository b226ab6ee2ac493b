<?php
/**
 * Plugin Name: Flagpost
 * Description: Tells WooCommerce's orders to the activity log, and shows it in the dashboard.
 *
 * Save it as wp-content/plugins/flagpost.php, activate it, and put into wp-config.php, above "stop editing", what
 * .dev.vars.shop of Flagpost's folder has on this machine, and .prod.vars on your server:
 *   define('FLAGPOST_URL', 'https://flagpost.example.workers.dev');
 *   define('FLAGPOST_API_KEY', '…');
 *   define('FLAGPOST_TOKEN_SECRET', '…');
 * The shop's address has to be one of the Worker's ALLOWED_ORIGINS.
 */

/** Logs with the time of now, and waits for no answer. Never throws. */
function flagpost_log(string $type, array $fields = []): void
{
    try {
        $event = $fields + ['event_type' => $type, 'occurred_at' => gmdate('Y-m-d\TH:i:s\Z'), 'idempotency_key' => bin2hex(random_bytes(16))];
        wp_remote_post(FLAGPOST_URL . '/v1/events', [
            'blocking' => false,
            'timeout' => 5,
            'redirection' => 0,
            'headers' => ['Authorization' => 'Bearer ' . FLAGPOST_API_KEY, 'Content-Type' => 'application/json'],
            'body' => json_encode($event, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE),
        ]);
    } catch (\Throwable $error) {
        error_log('flagpost: ' . get_class($error));
    }
}

/** A token for one person's browser, for an hour. */
function flagpost_token(string $sub, string $scope = 'read write'): string
{
    $base64 = static fn (string $data): string => rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    $claims = ['sub' => $sub, 'scope' => $scope, 'aud' => 'flagpost', 'iat' => time(), 'exp' => time() + 3600];
    $signed = $base64(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . $base64(json_encode($claims, JSON_THROW_ON_ERROR));
    return $signed . '.' . $base64(hash_hmac('sha256', $signed, FLAGPOST_TOKEN_SECRET, true));
}

/** The tags of the dashboard's head, for who may see orders. */
function flagpost_tags(): void
{
    try {
        if (!current_user_can('edit_shop_orders')) {
            return;
        }
        printf(
            "<meta name=\"flagpost-token\" content=\"%s\">\n<script type=\"module\" src=\"%s/widgets.js\"></script>\n",
            flagpost_token(wp_get_current_user()->display_name),
            FLAGPOST_URL
        );
    } catch (\Throwable $error) {
        error_log('flagpost: ' . get_class($error));
    }
}

add_action('admin_head', 'flagpost_tags');
add_action('admin_menu', static fn () => add_menu_page('Activity', 'Activity', 'edit_shop_orders', 'flagpost', static function () {
    echo '<div class="wrap"><h1>Activity</h1><activity-feed order-href="post.php?post={order_id}&action=edit"></activity-feed></div>';
}));
add_action('woocommerce_order_status_cancelled', static fn ($id) => flagpost_log('order.cancelled', ['order_id' => (string) $id]));
