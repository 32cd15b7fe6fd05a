import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { offencesOf, strangersAmong } from './helpers/architecture.ts';
import type { Source } from './helpers/source-facts.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDERS = ['server', 'web', 'pipelines', 'schema', 'test'];

const sources: Source[] = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' }).map((name) =>
      `${folder}/${name}`.replaceAll('\\', '/'),
    ),
  ),
  'vite.config.ts',
]
  .filter((path) => /\.(ts|svelte)$/.test(path) && !/\/(node_modules|\.)/.test(path))
  .map((path) => ({ path, text: readFileSync(`${ROOT}${path}`, 'utf8') }));

describe('the house', () => {
  it('is read as a whole', () => {
    const paths = sources.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['server/main.ts', 'pipelines/clock.ts', 'web/App.svelte']));
    expect(paths.length).toBeGreaterThan(150);
  });

  it('keeps its rules', () => {
    expect(sources.flatMap(offencesOf)).toEqual([]);
  });

  it('has nothing at the top of its tree that does not belong there', () => {
    expect(strangersAmong(topOfTree())).toEqual([]);
  });
});

describe('the rules bite', () => {
  it.each<[path: string, text: string, says: string]>([
    ['schema/contracts/a.ts', "import type { B } from '../clickhouse/b.ts';", 'schema/contracts imports typebox'],
    ['schema/contracts/a.ts', "import { join } from 'node:path';", 'schema/contracts imports typebox'],
    ['schema/contracts/a.ts', "import { Compile } from 'rxjs';", 'schema/contracts imports typebox'],
    ['schema/clickhouse/a.ts', "import { Subject } from 'rxjs';", 'schema/clickhouse imports Node'],
    ['schema/clickhouse/a.ts', "import { a } from '../../pipelines/a.ts';", 'schema/clickhouse imports Node'],
    ['schema/clickhouse/a.ts', "import { connect } from 'chdb';", 'knows the engine'],
    ['server/a.ts', "import { createClient } from '@clickhouse/client';", 'knows the engine'],
    ['server/a.ts', "import { connect } from 'chdb/connection';", 'knows the engine'],
    ['pipelines/a.ts', "import fastify from 'fastify';", 'pipelines imports schema'],
    ['pipelines/a.ts', "import type { X } from '@fastify/websocket';", 'pipelines imports schema'],
    ['pipelines/a.ts', "import { x } from '@clickhouse/client';", 'pipelines imports schema'],
    ['pipelines/sources/a.ts', "import { readFile } from 'fs/promises';", 'pipelines imports schema'],
    ['pipelines/sources/a.ts', "import '../../server/x.ts';", 'pipelines imports schema'],
    ['pipelines/sources/a.ts', "export * from '../../server/x.ts';", 'pipelines imports schema'],
    ['pipelines/sources/a.ts', "const x = await import('../../server/x.ts');", 'pipelines imports schema'],
    ['pipelines/sources/a.ts', 'const x = require(`../../server/x.ts`);', 'pipelines imports schema'],
    ['pipelines/sources/a.ts', "type X = import('../../server/x.ts').X;", 'pipelines imports schema'],
    ['pipelines/sources/a.ts', "import x = require('../../web/x.ts');", 'pipelines imports schema'],
    ['pipelines/sources/a.ts', 'const x = await import(`./${name}.ts`);', 'says what it imports'],
    ['pipelines/a.ts', "import type { x } from '../schema/clickhouse/client.ts';", 'knows the store by'],
    ['pipelines/panes/a.ts', "import { StoreError } from '../../schema/clickhouse/store.ts';", 'knows the store by'],
    ['pipelines/panes/a.ts', "import { type A } from '../../schema/clickhouse/tables.ts';", 'knows the store by'],
    ['pipelines/sources/a.ts', "import { mentionRow } from '../../schema/clickhouse/tables.ts';", 'knows the store by'],
    ['pipelines/streams/a.ts', "import { STREAM_TABLES } from '../../schema/clickhouse/stream-tables.ts';", 'knows the store by'],
    ['pipelines/metrics/a.ts', "import { map } from 'rxjs';", 'are pure'],
    ['pipelines/text/a.ts', "import type { Observable } from 'rxjs/operators';", 'are pure'],
    ['pipelines/parse/a.ts', "import { x } from '../sinks/x.ts';", 'are pure'],
    ['pipelines/brands/a.ts', "import type { Store } from '../../schema/clickhouse/store.ts';", 'are pure'],
    ['pipelines/conversations/a.ts', "import type { Clock } from '../clock.ts';", 'are pure'],
    ['pipelines/operators/a.ts', "import type { Pane } from '../panes/pane.ts';", 'operators know of'],
    ['pipelines/panes/a.ts', "import type { Topology } from '../topology.ts';", 'no part sees it'],
    ['server/a.ts', "export type { B } from '../web/b.ts';", 'never web'],
    ['web/a.ts', "import type { B } from '../server/b.ts';", 'web imports schema/contracts'],
    ['web/a.ts', "import type { B } from '../schema/clickhouse/tables.ts';", 'web imports schema/contracts'],
    ['web/a.ts', "import { quantile } from '../pipelines/metrics/responses/response-times.ts';", 'web imports'],
    ['web/a.ts', "import { resolve } from 'path';", 'web imports schema/contracts'],
    ['web/A.svelte', '<script lang="ts">\n  import x from "../server/x.ts";\n</script>', 'web/A.svelte:2 web imports'],
    ['web/A.svelte', '<p>\n</p>\n<script module>import "fastify";</script>', 'web/A.svelte:3 web imports'],
    ['web/A.svelte', '<p>it\'s</p>\n{#await import("../server/x.ts")}{/await}', 'web/A.svelte:2 web imports'],
    ['server/a.ts', "import { stored } from '../test/helpers/mentions.ts';", 'outside test imports test'],
    ['vite.config.ts', "export * from './test/x.ts';", 'outside test imports test'],
    ['server/a.ts', 'const port = process.env.PORT;', 'reads the environment'],
    ['server/a.ts', "const port = globalThis.process['env'].PORT;", 'reads the environment'],
    ['schema/a.ts', 'const { env: settings } = process;', 'reads the environment'],
    ['pipelines/a.ts', "import { env } from 'node:process';", 'reads the environment'],
    ['web/A.svelte', '<script>const home = process.env.HOME;</script>', 'reads the environment'],
    ['server/a.ts', 'const now = Date.now();', 'reads the time'],
    ['server/a.ts', 'const clock = { now: Date.now };', 'reads the time'],
    ['server/a.ts', 'const now = +new Date();', 'reads the time'],
    ['server/a.ts', 'const now = new Date;', 'reads the time'],
    ['server/a.ts', 'const now = Date();', 'reads the time'],
    ['schema/a.ts', 'const now = globalThis.performance.now();', 'reads the time'],
    ['schema/a.ts', 'const { now } = performance;', 'reads the time'],
    ['pipelines/a.ts', 'const now = process.hrtime.bigint();', 'reads the time'],
    ['pipelines/a.ts', 'setTimeout(() => undefined, 5);', 'scheduler of a clock'],
    ['pipelines/a.ts', 'interval(1_000).subscribe();', 'scheduler of a clock'],
    ['pipelines/a.ts', 'const chance = Math.random;', 'handed its chance'],
    ['server/a.ts', 'const x: any = 1;', 'no `any`'],
    ['web/a.ts', 'const x = y as any;', 'no `any`'],
    ['test/a.ts', 'const x: Promise<any[]> = y;', 'no `any`'],
    ['test/a.test.ts', "it.only('x', () => undefined);", 'left alone'],
    ['test/a.test.ts', "describe.each([1]).skip('x', () => undefined);", 'left alone'],
    ['test/a.test.ts', "test.concurrent.todo('x');", 'left alone'],
  ])('in %s: %s', (path, text, says) => {
    expect(offencesOf({ path, text }).join('\n')).toContain(says);
  }); // prettier-ignore

  it.each<[path: string, text: string]>([
    ['server/config.ts', 'const { PORT } = process.env;'],
    ['pipelines/clock.ts', 'const now = Date.now();'],
    ['web/a.ts', 'const now = performance.now();'],
    ['server/a.ts', 'const then = new Date(at).toISOString(); // not Date.now()'],
    ['server/a.ts', "const hint = 'set process.env.PORT, import fastify from web/x.ts';"],
    ['server/a.ts', 'const any = { only: 1 }; filter.only;'],
    ['test/a.test.ts', "import { connect } from 'chdb/connection';"],
    ['pipelines/sinks/a.ts', "import { StoreError } from '../../schema/clickhouse/store.ts';"],
    ['pipelines/panes/a.ts', "import type { PaneRow } from '../../schema/clickhouse/tables.ts';"],
    ['pipelines/streams/a.ts', "import type { StoredRow } from '../../schema/clickhouse/stream-tables.ts';"],
    ['pipelines/sinks/a.ts', "import { STREAM_TABLES } from '../../schema/clickhouse/stream-tables.ts';"],
    ['pipelines/a.ts', 'interval(1_000, clock.scheduler).subscribe();'],
    ['schema/clickhouse/client.ts', "import { createChdbConnection } from 'chdb/connection';"],
    ['web/A.svelte', "<script>import { Q } from '../schema/contracts/live.ts';</script><p>it's not `any`</p>"],
    ['test/a.test.ts', "it.skipIf(slow)('x', () => undefined);"],
  ])('and spare what is allowed in %s: %s', (path, text) => {
    expect(offencesOf({ path, text })).toEqual([]);
  }); // prettier-ignore

  it('see the 301st line, except of a list of phrases', () => {
    const linesIn = (path: string, count: number) => offencesOf({ path, text: ';\n'.repeat(count) });
    expect(linesIn('server/a.ts', 300)).toEqual([]);
    expect(linesIn('server/a.ts', 301)).toEqual(['server/a.ts:301 at most 300 lines a file']);
    expect(linesIn('web/A.svelte', 301)).toEqual(['web/A.svelte:301 at most 300 lines a file']);
    expect(linesIn('pipelines/sources/demo/phrases/a.ts', 900)).toEqual([]);
  });

  it('see a stranger at the top of the tree', () => {
    expect(strangersAmong(['src/a.ts', 'server/a.ts', '.ci/run', 'notes.md', 'LICENSE'])).toEqual([
      'src',
      'notes.md',
    ]);
  });
});

/** What git tracks; in a copy without git, what lies there beside what is ignored. */
function topOfTree(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
    return listed.split('\n').filter((path) => path !== '');
  } catch {
    return readdirSync(ROOT).filter((name) => !/^(node_modules|dist|data)$|\.log$/.test(name));
  }
}
