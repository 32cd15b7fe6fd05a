import { textFingerprint } from '../../pipelines/text/near-duplicates/fingerprint.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import type { Labels } from '../../schema/contracts/labels.ts';

export type LabelsById = Readonly<Record<string, Partial<Omit<Labels, 'fingerprint'>>>>;

/** Reads what a test says a mention means, by its id or by `source/id`; what is not said is neutral and asks for nothing. */
export const labelledReader =
  (labels: LabelsById): MentionReader =>
  ({ source, id, text, automated }) => ({
    sentiment: 'neutral',
    sentimentScore: 0,
    sentimentModel: 'given',
    topics: [],
    intent: 'comment',
    leaving: [],
    joining: [],
    actionable: false,
    suspicion: automated ? 1 : 0,
    language: 'en',
    ...(labels[`${source}/${id}`] ?? labels[id]),
    fingerprint: textFingerprint(text),
  });
