import { asyncScheduler } from 'rxjs';
import { Compile } from 'typebox/compile';
import { expect } from 'vitest';
import { BoardSchema, type Board } from '../../schema/contracts/board.ts';
import { mention, send } from './api-client.ts';
import { BRAND } from './evidence.ts';
import { labelledReader } from './labelled-reader.ts';
import { randomInputs } from './random-inputs.ts';
import { startServer, type TestApp } from './server.ts';

/** A Wednesday after the clocks of Paris went back; time stands still, so that both sides judge as of the same instant. */
export const NOW = Date.UTC(2025, 10, 5, 15, 37, 12, 345);
export const HOSTILE = '<img src=x onerror=alert(1)> "); DROP TABLE mentions; -- \u202e';

const isBoard = Compile(BoardSchema);

/** A server that has heard a dense week on top of a thin quarter, and a story told again and again. */
export async function startBoardServer(): Promise<TestApp> {
  const [thin, dense] = [randomInputs(5, NOW, 60, NOW), randomInputs(6, NOW, 2, NOW)];
  const app = await startServer({
    readsForTheWall: false,
    clock: { now: () => NOW, scheduler: asyncScheduler },
    reader: labelledReader({ ...thin.labels, ...withIds(dense.labels) }),
    yaml: JSON.stringify({
      brands: [
        {
          id: BRAND,
          name: 'Acme',
          zone: 'Europe/Paris',
          care: {
            hours: { mon: ['09:00-18:00'], tue: ['09:00-18:00'], wed: ['09:00-12:00', '13:00-18:00'] },
            targets: { default: 1_800, highPriority: 600, clock: 'business' },
          },
        },
        { id: 'globex', name: 'Globex', zone: 'Asia/Kolkata' },
        { id: 'silent', name: 'Silent' },
      ],
    }),
  });
  for (const [stream, rows] of Object.entries(thin.rows)) await take(app, stream, rows);
  await take(
    app,
    'mentions',
    dense.rows.mentions.map(({ id, inReplyTo, ...row }) => ({
      ...row,
      id: `d-${id}`,
      ...(inReplyTo == null ? {} : { inReplyTo: `d-${inReplyTo}` }),
    })),
  );
  await app.post([
    mention({ id: 'told', brand: BRAND, at: NOW - 7_200_000, text: `${HOSTILE}${'x'.repeat(400)}` }),
    ...Array.from({ length: 40 }, (_, n) =>
      mention({ brand: BRAND, kind: 'repost', inReplyTo: 'told', at: NOW - 7_100_000 + n * 60_000, author: { handle: `r${n}` } }),
    ),
  ]); // prettier-ignore
  return app;
}

const withIds = <T>(labels: Readonly<Record<string, T>>) =>
  Object.fromEntries(Object.entries(labels).map(([id, one]) => [`d-${id}`, one]));

async function take(app: TestApp, stream: string, rows: readonly unknown[]): Promise<void> {
  const answer = await send<{ rejected: unknown[] }>(`${app.url}/api/${stream}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rows),
  });
  expect({ stream, status: answer.status, rejected: answer.body.rejected }).toEqual({ stream, status: 202, rejected: [] }); // prettier-ignore
}

/** A board as the server says it, checked against its contract. */
export async function readBoard(app: TestApp, query: string, brand = BRAND): Promise<Board> {
  const { status, body } = await app.get<Board>(`/api/brands/${brand}/board?${query}`);
  expect(status).toBe(200);
  expect([...isBoard.Errors(body)]).toEqual([]);
  return body;
}

export const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
/** The last digits depend on the order of additions. */
export const near = (value: number | null | undefined): number | null =>
  typeof value === 'number' ? Number(value.toPrecision(9)) : (value ?? null);
export const inMs = (seconds: number | null | undefined): number | null =>
  seconds == null ? null : near(seconds * 1_000);
