// `node .ci/restorable.ts backup.sql restore.sql`: what `wrangler d1 export` wrote, in an order in which it can be read in
// again. The export names triggers before the views that they are of.
import { readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
if (!from || !to) throw new Error('Which files? node .ci/restorable.ts backup.sql restore.sql');
const backup = readFileSync(from, 'utf8');
const view = /^CREATE VIEW [^;]*;\n?/gm;
const views = backup.match(view)?.join('\n') ?? '';
const rest = backup.replace(view, '');
const first = rest.search(/^CREATE TRIGGER /m);
if (first < 0) throw new Error('There is no trigger in this backup: it is not one of the whole database.');
writeFileSync(to, `${rest.slice(0, first)}${views}\n${rest.slice(first)}`);
