import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrandBook } from '../../pipelines/brands/brand-book.ts';
import {
  TooMuchEvidence,
  type EvidenceSource,
  type EvidenceSpan,
} from '../../pipelines/evidence/evidence-source.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { BOARD_PARTS, type Board, type BoardPart } from '../../schema/contracts/board.ts';
import { createBoardReader } from '../../server/readings/board-reader.ts';
import { createEvidenceSource } from '../../server/repositories/evidence/evidence.ts';
import { createPaneRepository } from '../../server/repositories/panes.ts';
import { readTexts } from '../../server/repositories/texts.ts';
import { boardRoutes } from '../../server/routes/board.ts';
import { NOON, SECOND } from '../helpers/mentions.ts';
import { temporaryDir } from '../helpers/server.ts';

let store: Store;
let queries = 0;
beforeAll(async () => {
  const opened = await openStore({ kind: 'embedded', path: `${temporaryDir()}/data` });
  await migrate(opened);
  store = {
    ...opened,
    engine: opened.engine,
    query: (sql, params) => {
      queries += 1;
      return opened.query(sql, params);
    },
    close: () => opened.close(),
  };
});
afterAll(() => store.close());

const brands = createBrandBook([{ id: 'acme', name: 'Acme' }], { maxDiscovered: 0 });
const settings = (brand: string) => settingsOf(brand, 'UTC');
let now = NOON;
const clock = { now: () => now };

const readerOver = (evidence: EvidenceSource) =>
  createBoardReader({
    panes: createPaneRepository(store, { stale: () => [] }),
    evidence,
    texts: (mentions) => readTexts(store, mentions),
    taxonomy: [],
    topology: { settle: async () => 0 },
    brands,
    settingsOf: settings,
    calendarOf: () => null,
    clock,
  });
const serve = async (readBoard = readerOver(createEvidenceSource(store, settings))) => {
  const app = fastify();
  await app.register(boardRoutes, { readBoard, brands, clock });
  return (span = '1d') => app.inject(`/brands/acme/board?span=${span}`);
};

describe('a board that many look at', () => {
  it('costs the queries of one', async () => {
    const ask = await serve();
    queries = 0;
    const first = await ask();
    const ofOne = queries;
    expect(first.statusCode).toBe(200);
    expect(ofOne).toBeGreaterThan(0);
    now += 11 * SECOND;
    queries = 0;
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask()));
    // Who may leave is looked at once a minute.
    expect(queries).toBeLessThanOrEqual(ofOne);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers['etag'])).size).toBe(1);
  });

  it('is read again when it has grown old, and not before', async () => {
    const ask = await serve();
    const asOf = async () => (await ask()).json<Board>().asOf;
    const first = await asOf();
    now += 900;
    expect(await asOf()).toBe(first);
    now += 11 * SECOND;
    expect(await asOf()).toBe(now);
  });
});

describe('more evidence than one answer may read', () => {
  const tooMuch: EvidenceSource = async () => {
    throw new TooMuchEvidence('That range holds more than 300000 mentions.');
  };

  it('leaves the parts empty that need it, says so, and draws the others', async () => {
    const board = (await (await serve(readerOver(tooMuch)))('30d')).json<Board>();
    // Panes know what is counted, unless it is of one issue.
    const OF_ISSUES: readonly BoardPart[] = ['counts', 'voice'];
    expect([...board.missing].sort()).toEqual(
      BOARD_PARTS.filter((part) => !OF_ISSUES.includes(part)).toSorted(),
    );
    const ofIssue = (await (await serve(readerOver(tooMuch)))('30d&topic=payments.refund')).json<Board>();
    expect([...ofIssue.missing].sort()).toEqual([...BOARD_PARTS].sort());
    expect(board).toMatchObject({
      topics: [],
      advocates: [],
      stories: [],
      risk: { total: 0, customers: [] },
      responses: { n: 0, business: null, waiting: null, overdue: null },
    });
    expect(board.river.at).toHaveLength(120);
    expect(board.voice).toMatchObject([{ brand: 'acme', mentions: 0 }]);
  });

  it('leaves out who may leave alone when only the months before hold too much', async () => {
    const evidence = createEvidenceSource(store, settings);
    const near: EvidenceSource = (span) =>
      span.to - span.from > 40 * 86_400_000 ? tooMuch(span) : evidence(span);
    const board = (await (await serve(readerOver(near)))()).json<Board>();
    expect(board.missing).toEqual(['waiting', 'risk']);
  });

  it('leaves out the counts of an issue or the brands beside it, whichever is too much', async () => {
    const evidence = createEvidenceSource(store, settings);
    const part = `1d&topic=payments.refund&from=${now - 7_200_000}&to=${now - 3_600_000}`;
    const missing = async (isTooMuch: (span: EvidenceSpan) => boolean) => {
      const readBoard = readerOver((span) => (isTooMuch(span) ? tooMuch(span) : evidence(span)));
      return (await (await serve(readBoard))(part)).json<Board>().missing;
    };
    expect(await missing(() => false)).toEqual([]);
    expect(await missing(({ needs }) => needs.includes('market'))).toEqual(['voice']);
    expect(await missing(({ needs }) => needs.join() === 'mentions')).toEqual(['counts']);
  });

  it('is no excuse for other failures', async () => {
    const broken: EvidenceSource = async () => {
      throw new Error('The store is away.');
    };
    const ask = await serve(readerOver(broken));
    expect((await ask()).statusCode).toBe(500);
    // And what failed is not kept.
    expect((await ask()).statusCode).toBe(500);
  });
});
