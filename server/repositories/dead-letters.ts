import type { Store } from '../../schema/clickhouse/store.ts';
import { dateTime64 } from '../../schema/clickhouse/tables.ts';
import type { DeadLetter } from '../../schema/contracts/dead-letters.ts';
import type { DoorName } from '../../schema/contracts/doors.ts';

interface Row {
  readonly id: string;
  readonly stream: DoorName;
  readonly rejected_ms: number;
  readonly code: string;
  readonly reason: string;
  readonly payload: string;
  readonly cut: boolean;
}

/** Which letters are asked for; all when empty. */
export interface DeadLetterFilter {
  readonly code?: string;
  readonly stream?: DoorName;
}

export interface DeadLetterRepository {
  /** Open letters, newest first. */
  open(limit: number, filter?: DeadLetterFilter): Promise<{ letters: DeadLetter[]; total: number }>;
  byIds(ids: readonly string[]): Promise<DeadLetter[]>;
  /** They were taken this time. `now`: epoch milliseconds; `token` must differ each time. */
  close(letters: readonly DeadLetter[], now: number, token: string): Promise<void>;
}

const LETTER = 'id, stream, toUnixTimestamp64Milli(rejected_at) AS rejected_ms, code, reason, payload, cut';

export function createDeadLetterRepository(store: Store): DeadLetterRepository {
  return {
    async open(limit, { code, stream } = {}) {
      const ofCode = code === undefined ? '' : 'AND code = {code:String}';
      const ofStream = stream === undefined ? '' : 'AND stream = {stream:String}';
      const where = `state = 'open' ${ofCode} ${ofStream}`;
      const params = { limit, code: code ?? '', stream: stream ?? '' };
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
        letters.map(({ id, stream, rejectedAt, code, reason }) => ({
          id,
          stream,
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
  stream: row.stream,
  rejectedAt: new Date(row.rejected_ms).toISOString(),
  code: row.code,
  reason: row.reason,
  payload: row.payload,
  resendable: !row.cut,
});
