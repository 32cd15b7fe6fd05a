import type { BoardCut } from '../../schema/contracts/board.ts';
import { ALL, type Facets } from '../metrics/metric.ts';

export const UNCUT: BoardCut = { channel: null, topic: null, range: null };

/** What of a cut a chart follows: by what is picked from itself it is not cut. */
export const facetsOf = ({ channel, topic }: Partial<Pick<BoardCut, 'channel' | 'topic'>>): Facets => ({
  ...ALL,
  channels: channel == null ? [] : [channel],
  topic: topic ?? null,
});
