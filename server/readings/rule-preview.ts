import type { Store } from '../../schema/clickhouse/store.ts';
import { HUMAN } from '../../schema/contracts/labels.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { PREVIEW_AT_MOST, PREVIEW_EXAMPLES } from '../../schema/contracts/rule-preview.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { TooMuchEvidence } from '../../pipelines/evidence/evidence-source.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import { createPreview, type PreviewResult } from '../../pipelines/text/rules/preview.ts';
import { isRuled, type RuleReader } from '../../pipelines/text/rules/rule-reader.ts';
import {
  countInbound,
  labelledPages,
  type LabelledRow,
  type LabelRange,
} from '../repositories/stored-labels.ts';

/** After so many mentions others have their turn: one that matches everywhere takes some ten milliseconds. */
const TURN = 50;
/** Only rules and mentions made for each other take longer. */
const GIVE_UP_AFTER_MS = 60_000;

/**
 * What rules would make of the stored mentions of a range; writes nothing. Mentions that no rule has changed are taken
 * as they are stored, so that nothing but the rules makes a difference; the others are read again without rules.
 *
 * @param rules of every brand, those that are tried among them.
 * @param plain reads mentions without any rules.
 * @throws TooMuchEvidence, StoreError
 */
export async function previewRules(
  store: Store,
  range: LabelRange,
  {
    rules,
    plain,
    clock,
  }: { readonly rules: RuleReader; readonly plain: MentionReader; readonly clock: Clock },
): Promise<PreviewResult> {
  const stored = await countInbound(store, range);
  if (stored > PREVIEW_AT_MOST)
    throw new TooMuchEvidence(
      `That range holds ${stored} mentions, and a preview reads at most ${PREVIEW_AT_MOST}; ask for a shorter range.`,
    );
  const preview = createPreview(rules, PREVIEW_EXAMPLES);
  const until = clock.now() + GIVE_UP_AFTER_MS;
  for await (const page of labelledPages(store, range)) {
    for (const [nth, row] of page.entries()) {
      if (nth % TURN === 0) await new Promise((resolve) => setImmediate(resolve));
      if (clock.now() > until)
        throw new TooMuchEvidence('Reading that range takes more than a minute; ask for a shorter one.');
      if (row.model === HUMAN) preview.keep(row);
      else preview.add(row, isRuled(row.model) ? plain(mentionOf(row)) : row);
    }
  }
  return preview.result();
}

/** As much of a mention as its sentiment, topics and intent are read from. */
const mentionOf = ({ source, id, text, lang, channel, kind, brands, direction }: LabelledRow): Mention => ({
  source, id, text, lang, channel, kind, brands, direction,
  venue: 'third_party', at: 0, inReplyTo: '', conversation: '', url: '', customer: '', rating: null,
  author: { id: '', name: '', handle: '', followers: 0, verified: false },
  metrics: { likes: 0, reposts: 0, replies: 0, views: 0 },
  automated: false, promoted: false,
}); // prettier-ignore
