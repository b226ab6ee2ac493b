import { join } from 'node:path';

/**
 * A recipe, and how it is tried: a program that logs `order.delivered` of $ORDER, a number, then prints
 * the tags for Ana, those for nobody, and `customer=` with a customer's token of $ORDER.
 */
export interface Recipe {
  file: string;
  /** The interpreter, and the Debian package that contains it. */
  command: string;
  debian: string;
  args: (path: string) => string[];
  /** The promises that the recipe does not make. */
  lacks?: Promised[];
}

/**
 * `reason`: it says why an event was not accepted. `deadline`: its time limit is for a whole answer, however slowly that
 * arrives. `background`: its caller does not wait.
 */
export type Promised = 'reason' | 'deadline' | 'background';

/** Replacements for the functions of WordPress, which use PHP's own HTTP. */
const WORDPRESS = `
define('ABSPATH', '/');
foreach (['URL', 'API_KEY', 'TOKEN_SECRET'] as $name) define("FLAGPOST_$name", getenv("FLAGPOST_$name"));
function add_action($name, $do) { if ($name === 'shutdown') register_shutdown_function($do); }
function admin_url($path) { return "/wp-admin/$path"; }
function current_user_can() { return true; }
function esc_url($url) { return $url; }
function is_wp_error() { return false; }
function wp_get_current_user() { return (object) ['display_name' => 'Ana']; }
function wp_remote_retrieve_body($answer) { return $answer; }
function wp_remote_post($url, $told) {
  $header = array_map(fn ($name, $value) => "$name: $value", array_keys($told['headers']), $told['headers']);
  $http = ['method' => 'POST', 'header' => $header, 'content' => $told['body'], 'timeout' => $told['timeout'], 'follow_location' => $told['redirection'], 'ignore_errors' => true];
  return (string) @file_get_contents($url, false, stream_context_create(['http' => $http]));
}`;

/** The part of Jason that the recipe's two maps need. */
const JASON = `
defmodule Tiny do
  def encode!(map) when is_map(map), do: "{" <> Enum.map_join(map, ",", fn {k, v} -> inspect(to_string(k)) <> ":" <> encode!(v) end) <> "}"
  def encode!(value), do: inspect(value)
end
Application.put_env(:flagpost, :json, Tiny)
for app <- [:inets, :ssl, :crypto], do: Application.ensure_all_started(app)`;

/** The recipes, in the order of the README. */
export const RECIPES: Recipe[] = [
  {
    file: 'phoenix.ex',
    command: 'elixir',
    debian: 'elixir',
    args: (path) => [
      '-e',
      `${JASON}
       Code.compile_file("${path}")
       pid = Shop.Flagpost.log("order.delivered", %{order_id: String.to_integer(System.get_env("ORDER"))})
       ref = Process.monitor(pid)
       Shop.Flagpost.log("order.delivered", :not_a_map)
       IO.puts(Shop.Flagpost.tags("Ana") <> Shop.Flagpost.tags(nil))
       IO.puts("customer=" <> Shop.Flagpost.customer_token(System.get_env("ORDER")))
       receive do {:DOWN, ^ref, _, _, _} -> :ok end`,
    ],
  },
  {
    file: 'rails.rb',
    command: 'ruby',
    debian: 'ruby',
    args: (path) => [
      '-e',
      `require ${JSON.stringify(path)}; include FlagpostHelper
       sent = FlagpostHelper.log("order.delivered", order_id: ENV["ORDER"].to_i)
       FlagpostHelper.log("order.delivered", payload: { nan: Float::NAN })
       $stdout.sync = true; puts flagpost_tags("Ana") + flagpost_tags(nil)
       puts "customer=" + FlagpostHelper.customer_token(ENV["ORDER"]); sent.join`,
    ],
  },
  {
    file: 'laravel.php',
    command: 'php',
    debian: 'php-cli',
    args: (path) => [
      '-r',
      `require '${path}'; use App\\Support\\Flagpost;
       Flagpost::log('order.delivered', ['order_id' => (int) getenv('ORDER')]);
       Flagpost::log('order.delivered', ['payload' => NAN]);
       echo Flagpost::tags('Ana') . Flagpost::tags(null) . "\\ncustomer=" . Flagpost::customerToken(getenv('ORDER')) . "\\n";`,
    ],
    // On the command line PHP sends at once, since there is no page. PHP's limit is for each piece of an answer.
    lacks: ['deadline', 'background'],
  },
  {
    file: 'django.py',
    command: 'python3',
    debian: 'python3',
    args: (path) => [
      '-c',
      `import os, sys, types, importlib.util
spec = importlib.util.spec_from_file_location("flagpost", "${path}")
flagpost = importlib.util.module_from_spec(spec)
spec.loader.exec_module(flagpost)
flagpost.log("order.delivered", order_id=int(os.environ["ORDER"]))
flagpost.log("order.delivered", payload={"unwritable": {1, (2,)}, (3,): 4})
for name in "Ana", "":
    user = types.SimpleNamespace(is_staff=True, get_username=lambda: name)
    print(flagpost.tags(types.SimpleNamespace(user=user))["flagpost_tags"], flush=True)
print("customer=" + flagpost.customer_token(os.environ["ORDER"]), flush=True)`,
    ],
  },
  {
    file: 'express.js',
    command: 'node',
    debian: 'nodejs',
    args: (path) => [
      '--input-type=module',
      '-e',
      `import { customerToken, flagpost, flagpostTags, said } from ${JSON.stringify(path)};
       void flagpost.orderDelivered({ order_id: process.env.ORDER }).then(said);
       const res = { locals: {} };
       await flagpostTags(() => 'Ana')({}, res, () => console.log(res.locals.flagpostTags));
       console.log('customer=' + (await customerToken(process.env.ORDER)));`,
    ],
  },
  {
    file: 'wordpress.php',
    command: 'php',
    debian: 'php-cli',
    args: (path) => [
      '-r',
      `${WORDPRESS} require '${path}';
       flagpost_log('order.delivered', ['order_id' => getenv('ORDER')]);
       flagpost_log('order.delivered', ['payload' => NAN]);
       flagpost_tags();
       echo "\\ncustomer=" . flagpost_customer_token(getenv('ORDER')) . "\\n";`,
    ],
    // PHP's limit, used here in place of WordPress's, is for each piece of an answer.
    lacks: ['deadline'],
  },
  {
    file: 'shell.sh',
    command: 'sh',
    debian: 'curl',
    args: (path) => [
      '-ec',
      `. ${path}; flagpost_log "{ \\"event_type\\": \\"order.delivered\\", \\"order_id\\": \\"$ORDER\\" }"; wait; flagpost_tags "$(flagpost_token Ana 'read write')"; echo "customer=$(flagpost_customer_token "$ORDER" 30)"`,
    ],
    // Its token comes from the Worker.
    lacks: ['background'],
  },
];

export const pathOf = ({ file }: Recipe): string => join(import.meta.dirname, file);
