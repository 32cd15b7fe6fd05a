import type { Store } from '../../schema/clickhouse/store.ts';
import { dateTime64 } from '../../schema/clickhouse/tables.ts';
import type { DeadLetter } from '../../schema/contracts/dead-letters.ts';

interface Row {
  readonly id: string;
  readonly rejected_ms: number;
  readonly code: string;
  readonly reason: string;
  readonly payload: string;
  readonly cut: boolean;
}

export interface DeadLetterRepository {
  /** Open letters, newest first; of one code only when it is given. */
  open(limit: number, code?: string): Promise<{ letters: DeadLetter[]; total: number }>;
  byIds(ids: readonly string[]): Promise<DeadLetter[]>;
  /** They were taken this time. `now`: epoch milliseconds; `token` must differ each time. */
  close(letters: readonly DeadLetter[], now: number, token: string): Promise<void>;
}

const LETTER = 'id, toUnixTimestamp64Milli(rejected_at) AS rejected_ms, code, reason, payload, cut';

export function createDeadLetterRepository(store: Store): DeadLetterRepository {
  return {
    async open(limit, code) {
      const where = `state = 'open' ${code === undefined ? '' : 'AND code = {code:String}'}`;
      const params = { limit, code: code ?? '' };
      const rows = await store.query<Row>(
        `SELECT ${LETTER} FROM dead_letters FINAL WHERE ${where} ORDER BY rejected_at DESC, id DESC LIMIT {limit:UInt32}`,
        params,
      );
      const [count] = await store.query<{ total: number }>(
        `SELECT count() AS total FROM dead_letters FINAL WHERE ${where}`,
        params,
      );
      return { letters: rows.map(letterOf), total: Number(count?.total ?? 0) };
    },
    async byIds(ids) {
      const rows = await store.query<Row>(
        `SELECT ${LETTER} FROM dead_letters FINAL WHERE state = 'open' AND id IN {ids:Array(String)} ORDER BY rejected_at, id`,
        { ids },
      );
      return rows.map(letterOf);
    },
    close: (letters, now, token) =>
      store.insert(
        'dead_letters',
        letters.map(({ id, rejectedAt, code, reason }) => ({
          id,
          rejected_at: dateTime64(Date.parse(rejectedAt)),
          code,
          reason,
          payload: '',
          cut: false,
          state: 'taken',
          version: now * 1_000 + 1,
        })),
        token,
      ),
  };
}

const letterOf = (row: Row): DeadLetter => ({
  id: row.id,
  rejectedAt: new Date(row.rejected_ms).toISOString(),
  code: row.code,
  reason: row.reason,
  payload: row.payload,
  resendable: !row.cut,
});
