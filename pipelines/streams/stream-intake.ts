import type { Observable } from 'rxjs';
import type { StoredRow } from '../../schema/clickhouse/stream-tables.ts';
import { STREAMS, type StreamName } from '../../schema/contracts/streams.ts';
import type { DeadLetterSink, Ingest, IngestCounts } from '../sources/ingest.ts';
import { openStreamLine, type StreamLine, type StreamLineDeps } from './stream-line.ts';

export interface StreamIntakeDeps extends Omit<StreamLineDeps, 'deadLetters'> {
  readonly deadLettersOf: (stream: StreamName) => DeadLetterSink;
}

export interface StreamIntake {
  /** Where rows of a stream are taken. */
  door(stream: StreamName): Ingest;
  /** What is new on disk of a stream, batch by batch. Hot. */
  stored$<S extends StreamName>(stream: S): Observable<readonly StoredRow<S>[]>;
  /** Of every stream, since the process started. */
  readonly counts: Readonly<Record<StreamName, IngestCounts>>;
  /** Closes every door; resolves when all that was taken is on disk, or its senders know that it is not. */
  drain(): Promise<void>;
}

type Lines = { readonly [S in StreamName]: StreamLine<S> };

/** Everything that comes in beside mentions, each stream on a line of its own. @throws StoreError */
export async function openStreamIntake(deps: StreamIntakeDeps): Promise<StreamIntake> {
  const open = <S extends StreamName>(stream: S): Promise<StreamLine<S>> =>
    openStreamLine(stream, { ...deps, deadLetters: deps.deadLettersOf(stream) });
  const lines: Lines = {
    contacts: await open('contacts'),
    'self-help': await open('self-help'),
    engagements: await open('engagements'),
    identities: await open('identities'),
    decisions: await open('decisions'),
  };
  return {
    door: (stream) => lines[stream].door,
    stored$: (stream) => lines[stream].stored$,
    get counts() {
      return Object.fromEntries(STREAMS.map((stream) => [stream, lines[stream].door.counts])) as Record<
        StreamName,
        IngestCounts
      >;
    },
    async drain() {
      await Promise.all(STREAMS.map((stream) => lines[stream].drain()));
    },
  };
}
