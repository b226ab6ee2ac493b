<?php
// Flagpost in Laravel, or any PHP. Save it as app/Support/Flagpost.php; it needs PHP 8.1 with openssl.
//
//   Flagpost::log('order.shipped', ['order_id' => $order->number, 'payload' => ['carrier' => 'DHL', 'tracking' => $number]]);
//
// In Laravel it is sent once the customer has the answer. In the head of resources/views/layouts/admin.blade.php:
//   {!! \App\Support\Flagpost::tags(auth()->user()->name) !!}
// In plain PHP: require 'Flagpost.php'; and in the head of the page, echo \App\Support\Flagpost::tags('Ana');

namespace App\Support;

final class Flagpost
{
    private const TIMEOUT = 5;

    /** Logs with the time of now. Never throws. */
    public static function log(string $type, array $fields = []): void
    {
        try {
            $event = $fields + [
                'event_type' => $type,
                'occurred_at' => gmdate('Y-m-d\TH:i:s\Z'),
                'idempotency_key' => bin2hex(random_bytes(16)),
            ];
            $body = json_encode($event, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
            if (function_exists('app')) {
                app()->terminating(static fn () => self::send($body));
            } else {
                register_shutdown_function(static fn () => self::send($body));
            }
        } catch (\Throwable $error) {
            error_log('flagpost: ' . $error::class);
        }
    }

    /** A token for one person's browser, for an hour; ['order_id' => '…'] limits it to one order. */
    public static function viewerToken(string $sub, string $scope = 'read write', array $claims = []): string
    {
        $now = time();
        $claims += ['sub' => $sub, 'scope' => $scope, 'aud' => 'flagpost', 'iat' => $now, 'exp' => $now + 3600];
        $signed = self::base64(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . self::base64(json_encode($claims, JSON_THROW_ON_ERROR));
        return $signed . '.' . self::base64(hash_hmac('sha256', $signed, self::setting('FLAGPOST_TOKEN_SECRET'), true));
    }

    /** The tags of the head, for who is signed in. A page without them is better than none. */
    public static function tags(string $person): string
    {
        try {
            return '<meta name="flagpost-token" content="' . self::viewerToken($person) . "\">\n"
                . '<script type="module" src="' . self::setting('FLAGPOST_URL') . '/widgets.js"></script>';
        } catch (\Throwable $error) {
            error_log('flagpost: ' . $error::class);
            return '';
        }
    }

    private static function send(string $body): void
    {
        try {
            $context = stream_context_create(['http' => [
                'method' => 'POST',
                'header' => ['Authorization: Bearer ' . self::setting('FLAGPOST_API_KEY'), 'Content-Type: application/json'],
                'content' => $body,
                'timeout' => self::TIMEOUT,
                'follow_location' => 0,
            ]]);
            if (@file_get_contents(self::setting('FLAGPOST_URL') . '/v1/events', false, $context) === false) {
                error_log('flagpost: not logged');
            }
        } catch (\Throwable $error) {
            error_log('flagpost: ' . $error::class);
        }
    }

    private static function setting(string $name): string
    {
        return (string) ($_ENV[$name] ?? getenv($name) ?: throw new \RuntimeException("$name is not set"));
    }

    private static function base64(string $data): string
    {
        return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    }
}
