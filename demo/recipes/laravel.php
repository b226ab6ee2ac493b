<?php
// Flagpost in Laravel, or any PHP. Save it as app/Support/Flagpost.php; it needs PHP 8.1 with openssl.
//
//   Flagpost::log('order.shipped', ['order_id' => $order->number, 'payload' => ['carrier' => 'DHL', 'tracking' => $number]]);
//
// Under FPM or Laravel, the event is sent after the customer's page; in a command or a queue's worker, at once.
// In the head of resources/views/layouts/admin.blade.php:
//   {!! \App\Support\Flagpost::tags(auth()->user()?->name) !!}
// In plain PHP: require 'Flagpost.php'; use App\Support\Flagpost; and in the head of the page, echo Flagpost::tags('Ana');
// Apache and FPM pass no environment to PHP. With them, add before that:
//   $_ENV += parse_ini_file('/path/to/flagpost/.dev.vars.shop', false, INI_SCANNER_RAW);
//
// Laravel with a cached configuration reads no .env. Then put this into config/flagpost.php:
//   return ['url' => env('FLAGPOST_URL'), 'api_key' => env('FLAGPOST_API_KEY'), 'token_secret' => env('FLAGPOST_TOKEN_SECRET')];
// For pages that stay open for hours, a route, and <meta name="flagpost-token-url" content="/admin/flagpost-token">:
//   Route::get('/admin/flagpost-token', fn () => ['token' => Flagpost::viewerToken(auth()->user()->name)])->middleware('auth');

namespace App\Support;

final class Flagpost
{
    private const TIMEOUT = 5;
    /** After a timeout nothing is sent until this time, so that a command that logs many events waits for one timeout only. */
    private static int $rests = 0;

    /** Logs an event with the present time. Never throws. */
    public static function log(string $type, array $fields = []): void
    {
        try {
            $event = $fields + [
                'event_type' => $type,
                'occurred_at' => gmdate('Y-m-d\TH:i:s\Z'),
                'idempotency_key' => bin2hex(random_bytes(16)),
            ];
            if (isset($event['order_id'])) {
                $event['order_id'] = (string) $event['order_id'];
            }
            $body = json_encode($event, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
            self::later(static fn () => self::send($body));
        } catch (\Throwable $error) {
            self::complain($error);
        }
    }

    /** A token for one person's browser, for an hour; ['order_id' => '…'] limits it to one order. */
    public static function viewerToken(?string $sub, string $scope = 'read write', array $claims = []): string
    {
        if ((string) $sub === '') {
            throw new \UnexpectedValueException('a token needs the name of a person');
        }
        $now = time();
        $claims += ['sub' => $sub, 'scope' => $scope, 'aud' => 'flagpost', 'iat' => $now, 'exp' => $now + 3600];
        $signed = self::base64(json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . self::base64(json_encode($claims, JSON_THROW_ON_ERROR));
        return $signed . '.' . self::base64(hash_hmac('sha256', $signed, self::setting('token_secret'), true));
    }

    /** A token for a customer to see the status of their order, good for some days, at most 90. */
    public static function customerToken(string|int $order_id, int $days = 30): string
    {
        return self::viewerToken('customer', 'customer', ['order_id' => (string) $order_id, 'exp' => time() + $days * 86400]);
    }

    /** The tags of the head, for a person who is signed in. If they fail, the page comes without them. `async`: the page does not wait for the Worker. */
    public static function tags(?string $person): string
    {
        try {
            return '<meta name="flagpost-token" content="' . self::viewerToken($person) . "\">\n"
                . '<script type="module" src="' . self::setting('url') . '/widgets.js" async></script>';
        } catch (\Throwable $error) {
            self::complain($error);
            return '';
        }
    }

    /** Sends after the page, or at once on the command line, where a queue's worker may run for days. */
    private static function later(\Closure $send): void
    {
        if (self::inLaravel() && !app()->runningInConsole()) {
            app()->terminating($send);
        } elseif (PHP_SAPI === 'cli') {
            $send();
        } else {
            register_shutdown_function(static function () use ($send): void {
                if (function_exists('fastcgi_finish_request')) {
                    // Otherwise the customer's next page would wait for the lock of this session.
                    session_write_close();
                    fastcgi_finish_request();
                }
                $send();
            });
        }
    }

    private static function send(string $body): void
    {
        if (time() < self::$rests) {
            error_log('flagpost: not sent, as nobody answered just now');
            return;
        }
        try {
            $context = stream_context_create(['http' => [
                'method' => 'POST',
                'header' => ['Authorization: Bearer ' . self::setting('api_key'), 'Content-Type: application/json'],
                'content' => $body,
                'timeout' => self::TIMEOUT,
                'follow_location' => 0,
                'ignore_errors' => true,
            ]]);
            $answer = @fopen(self::setting('url') . '/v1/events', 'r', false, $context);
            $status = $answer ? explode(' ', stream_get_meta_data($answer)['wrapper_data'][0])[1] : null;
            if (!$status) {
                self::$rests = time() + 2 * self::TIMEOUT;
                error_log('flagpost: not reached');
            } elseif ($status >= 300) {
                error_log("flagpost: answered $status " . (json_decode(stream_get_contents($answer, 2000))->detail ?? ''));
            }
        } catch (\Throwable $error) {
            self::complain($error);
        }
    }

    private static function setting(string $name): string
    {
        $env = 'FLAGPOST_' . strtoupper($name);
        $value = (self::inLaravel() ? config("flagpost.$name") : null) ?? $_ENV[$env] ?? getenv($env);
        return $value ?: throw new \UnexpectedValueException("$env is not set");
    }

    private static function inLaravel(): bool
    {
        return function_exists('app') && method_exists(app(), 'terminating');
    }

    /** Logs only the class of an error from elsewhere, since its message may contain secrets. */
    private static function complain(\Throwable $error): void
    {
        error_log('flagpost: ' . ($error instanceof \UnexpectedValueException ? $error->getMessage() : $error::class));
    }

    private static function base64(string $data): string
    {
        return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    }
}
