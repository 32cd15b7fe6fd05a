import { SENTIMENT_LABELS, type SentimentLabel } from '../../../schema/contracts/mention.ts';

/** The label of each output of a model, by its index; or why the outputs cannot be understood, as the end of a sentence. */
export type LabelMap =
  | { readonly labels: readonly SentimentLabel[]; readonly problem?: undefined }
  | { readonly labels?: undefined; readonly problem: string };

const MEANINGS = new Map<string, SentimentLabel>([
  ...['negative', 'neg', 'very negative', '1 star', '2 stars'].map((name) => [name, 'negative'] as const),
  ...['neutral', 'neu', '3 stars'].map((name) => [name, 'neutral'] as const),
  ...['positive', 'pos', 'very positive', '4 stars', '5 stars'].map((name) => [name, 'positive'] as const),
]);

/** Models of three classes whose names were never filled in have this order. */
const UNNAMED: readonly SentimentLabel[] = ['negative', 'neutral', 'positive'];

/**
 * Understands `id2label` of a model's config.json: negative, neutral and positive in any case and with "very", one to
 * five stars, or LABEL_0 to LABEL_2 in that order. A model that cannot say neutral is refused: it would call every plain
 * remark praise or complaint.
 */
export function labelMapOf(id2label: Readonly<Record<string, string>>): LabelMap {
  const names = Object.keys(id2label)
    .toSorted((a, b) => Number(a) - Number(b))
    .map((key) => id2label[key] ?? '');
  if (Object.keys(id2label).some((key) => !/^(0|[1-9]\d*)$/.test(key) || Number(key) >= names.length))
    return { problem: 'numbers its labels with gaps; expected "0", "1", "2" and so on' };
  if (names.length === UNNAMED.length && names.every((name, index) => name === `LABEL_${index}`))
    return { labels: UNNAMED };
  const labels: SentimentLabel[] = [];
  for (const name of names) {
    const label = MEANINGS.get(
      name
        .trim()
        .toLowerCase()
        .replaceAll(/[_\s-]+/g, ' '),
    );
    if (label === undefined)
      return {
        problem: `has a label "${name.slice(0, 40)}"; expected negative, neutral and positive, 1 star to 5 stars, or LABEL_0 to LABEL_2`,
      };
    labels.push(label);
  }
  const missing = SENTIMENT_LABELS.find((label) => !labels.includes(label));
  return missing === undefined
    ? { labels }
    : { problem: `has no ${missing} label; expected a model that tells negative, neutral and positive` };
}
