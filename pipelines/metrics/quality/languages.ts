import { within } from '../../evidence/evidence.ts';
import { isCovered } from '../../text/language/coverage.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';

export interface LanguageCounts {
  mentions: number;
  /** In a language whose tone the model does not read. */
  unsupported: number;
}

/** Counts whether each mention is in a language the sentiment model reads. */
export const languageCounts: Aggregator<boolean, LanguageCounts, LanguageCounts> = {
  empty: () => ({ mentions: 0, unsupported: 0 }),
  add(acc, isRead) {
    acc.mentions += 1;
    if (!isRead) acc.unsupported += 1;
    return acc;
  },
  merge: (a, b) => ({ mentions: a.mentions + b.mentions, unsupported: a.unsupported + b.unsupported }),
  result: (acc) => acc,
};

/** Inbound mentions by whether sentiment covers their language. */
export const languages: Family<boolean, LanguageCounts, LanguageCounts> = {
  id: 'languages',
  needs: ['mentions'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const { at, direction, language, channel, venue, topics, suspected } of within(
      evidence.mentions,
      from,
      to,
    ))
      if (direction === 'inbound')
        yield { at, channel, venue, topics, suspected, value: isCovered(language) };
  },
  aggregator: languageCounts,
};
