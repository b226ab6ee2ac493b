<?php
// Flagpost in Laravel, or any PHP. Save it as app/Support/Flagpost.php; it needs PHP 8.1 with openssl.
//
//   Flagpost::log('order.shipped', ['order_id' => $order->number, 'payload' => ['carrier' => 'DHL', 'tracking' => $number]]);
//
// It is sent once the customer has the answer, under FPM or Laravel; in a command or a queue's worker at once.
// In the head of resources/views/layouts/admin.blade.php:
//   {!! \App\Support\Flagpost::tags(auth()->user()?->name) !!}
// In plain PHP: require 'Flagpost.php'; use App\Support\Flagpost; and in the head of the page, echo Flagpost::tags('Ana');
// Apache and FPM pass no environment on. There, before that:
//   $_ENV += parse_ini_file('/path/to/flagpost/.dev.vars.shop', false, INI_SCANNER_RAW);
//
// Where Laravel's configuration is cached, no .env is read; config/flagpost.php has it kept:
//   return ['url' => env('FLAGPOST_URL'), 'api_key' => env('FLAGPOST_API_KEY'), 'token_secret' => env('FLAGPOST_TOKEN_SECRET')];
// For pages that stay open for hours, a route, and <meta name="flagpost-token-url" content="/admin/flagpost-token">:
//   Route::get('/admin/flagpost-token', fn () => ['token' => Flagpost::viewerToken(auth()->user()->name)])->middleware('auth');

namespace App\Support;

final class Flagpost
{
    private const TIMEOUT = 5;
    /** Until when nothing is sent: a command that logs a hundred events waits for one timeout, not for a hundred. */
    private static int $rests = 0;

    /** Logs with the time of now. Never throws. */
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

    /** A token with which a customer sees the status of their order, for so many days, at most 90. */
    public static function customerToken(string|int $order_id, int $days = 30): string
    {
        return self::viewerToken('customer', 'customer', ['order_id' => (string) $order_id, 'exp' => time() + $days * 86400]);
    }

    /** The tags of the head, for who is signed in. A page without them is better than none, and it waits for no Worker. */
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

    /** A worker of a queue runs for days: what waits for its end is late. */
    private static function later(\Closure $send): void
    {
        if (self::inLaravel() && !app()->runningInConsole()) {
            app()->terminating($send);
        } elseif (PHP_SAPI === 'cli') {
            $send();
        } else {
            register_shutdown_function(static function () use ($send): void {
                if (function_exists('fastcgi_finish_request')) {
                    // Whose next page would wait for this one's session.
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

    /** Names another's error by its class only: its message may hold what no log should. */
    private static function complain(\Throwable $error): void
    {
        error_log('flagpost: ' . ($error instanceof \UnexpectedValueException ? $error->getMessage() : $error::class));
    }

    private static function base64(string $data): string
    {
        return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    }
}
