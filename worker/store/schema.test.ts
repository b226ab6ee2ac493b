import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { useWorker } from '../testing/harness.ts';
import * as schema from './schema.ts';

const worker = useWorker();

interface Column {
  name: string;
  type: string;
  notnull: 0 | 1;
  pk: number;
  hidden: 0 | 2 | 3;
}

const tables = Object.values(schema) as SQLiteTable[];

test('the migrations make the tables that the schema types, and no others', async () => {
  const { results } = await worker.db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT IN ('d1_migrations', 'sqlite_sequence') ORDER BY name",
    )
    .all<{ name: string }>();
  assert.deepEqual(
    results.map(({ name }) => name),
    tables.map((table) => getTableConfig(table).name).sort(),
  );
});

for (const table of tables) {
  const { name, columns, primaryKeys } = getTableConfig(table);
  test(`${name} has the columns that the schema types`, async () => {
    const { results } = await worker.db.prepare(`PRAGMA table_xinfo(${name})`).all<Column>();
    const key = [...columns.filter(({ primary }) => primary), ...primaryKeys.flatMap((each) => each.columns)];
    assert.deepEqual(
      results.map((column) => [
        column.name,
        column.type.toLowerCase(),
        column.notnull === 1,
        column.pk,
        column.hidden === 2,
      ]),
      columns.map((column) => [
        column.name,
        column.getSQLType(),
        column.notNull,
        key.findIndex((each) => each.name === column.name) + 1,
        column.generated !== undefined,
      ]),
    );
  });
}

test('the migrations hold no rule: no trigger and no view', async () => {
  const { results } = await worker.db.prepare("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')").all();
  assert.deepEqual(results, []);
});
