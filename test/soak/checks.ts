import { openStore } from '../../schema/clickhouse/client.ts';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import type { Api } from '../helpers/api-client.ts';
import { paneKey, said, valuesOf, type Ledger } from './ledger.ts';
import { OLDEST_MS } from './traffic.ts';

const HOUR = 3_600_000;
const METRICS = ['volume', 'outbound_volume', 'net_sentiment', 'first_response_time'];

/** How often each mention is in the store of a server that is down. */
export async function storedIn(dataDir: string): Promise<Map<string, number>> {
  const store = await openStore({ kind: 'embedded', path: dataDir });
  try {
    const rows = await store.query<{ key: string; copies: number }>(
      `SELECT concat(source, '/', id) AS key, count() AS copies FROM mentions GROUP BY key`,
    );
    return new Map(rows.map(({ key, copies }) => [key, Number(copies)]));
  } finally {
    await store.close();
  }
}

/** Holds every minute of every metric against the driver's own count, and asks the server to recount its panes. */
export async function checkNumbers(api: Api, ledger: Ledger): Promise<{ panes: number }> {
  const range = `from=${Date.now() - OLDEST_MS - 2 * HOUR}&to=${Date.now() + HOUR}`;
  const expected = ledger.expected();
  for (const metric of METRICS) {
    const found = new Map<string, string>();
    const { series } = await settledMetrics(api, `metric=${metric}&channel=*&step=1m&${range}`);
    for (const { brand, channel, points } of series)
      for (const { windowStart, value, n } of points)
        found.set(paneKey(brand, channel, Date.parse(windowStart)), said(value, n));
    for (const [key, pane] of expected) {
      const wanted = valuesOf(pane)[metric] ?? '';
      if (found.get(key) !== wanted)
        ledger.violation(`${metric} of ${key} is ${found.get(key) ?? 'missing'}; ${wanted} were sent.`);
    }
    for (const [key, value] of found)
      if (!expected.has(key) && !value.endsWith(' of 0'))
        ledger.violation(`${metric} of ${key} is ${value}; nothing was sent.`);
  }
  const { status, body, text } = await api.get<AuditAnswer>(`/api/audit?${range}`);
  if (status !== 200) ledger.violation(`The audit was answered with ${status}: ${text}`);
  else if (body.differences.length > 0)
    ledger.violation(
      `The audit lists ${body.differences.length} differences, such as ${JSON.stringify(body.differences[0])}.`,
    );
  return { panes: expected.size };
}

/** The API says how much is still being recomputed; numbers are compared when nothing is. */
async function settledMetrics(api: Api, query: string) {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await api.metrics(query);
    if (answer.pending === 0 || attempt === 60) return answer;
  }
}
