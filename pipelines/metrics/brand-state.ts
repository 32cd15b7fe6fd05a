import type { BrandLevel, BrandState } from '../../schema/contracts/live.ts';

export interface StateInputs {
  /** Inbound mentions of the headline window by sentiment. */
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  /** The means of the day before for a window of the same length, null without history. */
  readonly usual: { readonly volume: number; readonly netSentiment: number | null } | null;
}

/** From where on a sign counts, and from where on it is strong. */
interface Thresholds {
  /** Points of net sentiment under the usual. */
  readonly netDrop: number;
  readonly negativeShare: number;
  /** Times the usual volume, while there is more negative than positive. */
  readonly surge: number;
}

/** Below this many mentions a share says nothing. */
const MIN_N = 20;
const WATCH: Thresholds = { netDrop: 20, negativeShare: 0.4, surge: 1.75 };
const ALERT: Thresholds = { netDrop: 40, negativeShare: 0.55, surge: 3 };

/** What ends a state lies below what began it: a figure that hovers at a threshold is one news and not ten. */
const STAY = {
  minN: 15,
  watch: { netDrop: 15, negativeShare: 0.35, surge: 1.5 },
  alert: { netDrop: 32, negativeShare: 0.48, surge: 2.5 },
} as const satisfies { readonly minN: number; readonly watch: Thresholds; readonly alert: Thresholds };

/**
 * One word for a brand, from plain thresholds whose inputs are printed. Watch: net sentiment 20 points under the
 * usual, or a negative share of 40 %, or 1.75 × the usual volume. Alert: two signs at once, one of them strong
 * (40 points, 55 %, 3 ×), and more negative than positive. Praise may surge as it likes. From 20 mentions on.
 *
 * @param before the level so far, or null: it stays a little longer than it would take to come to it. On watch down to 15
 *   points, 35 %, 1.5 ×, on alert while one of them is at 32 points, 48 %, 2.5 ×, and either down to 15 mentions.
 */
export function brandState(
  { positive, neutral, negative, usual }: StateInputs,
  before: BrandLevel | null,
): BrandState {
  const n = positive + neutral + negative;
  if (n === 0) return { level: 'quiet', why: 'Nothing was heard in this window.' };
  const isTroubled = before === 'watch' || before === 'alert';
  if (n < (isTroubled ? STAY.minN : MIN_N))
    return { level: 'calm', why: `Too few to judge, only ${n} ${n === 1 ? 'mention' : 'mentions'}.` };
  const net = (100 * (positive - negative)) / n;
  const share = negative / n;
  const drop = usual?.netSentiment == null ? 0 : usual.netSentiment - net;
  const surge = usual === null || usual.volume < MIN_N / 4 ? 1 : n / usual.volume;
  const sour = negative > positive;
  const signs = [
    { by: 'netDrop', size: drop, why: `net sentiment ${Math.round(drop)} under usual` },
    { by: 'negativeShare', size: share, why: `${Math.round(share * 100)} % negative` },
    { by: 'surge', size: sour ? surge : 1, why: `${surge.toFixed(1)} × usual volume` },
  ] as const;
  const from = (least: Thresholds) => signs.filter(({ by, size }) => size >= least[by]);
  const [weak, strong] = before === 'alert' ? [STAY.watch, STAY.alert] : [WATCH, ALERT];
  if (sour && from(strong).length > 0 && from(weak).length >= 2)
    return { level: 'alert', why: sentence(from(weak).map(({ why }) => why)) };
  const seen = from(isTroubled ? STAY.watch : WATCH);
  if (seen.length > 0) return { level: 'watch', why: sentence(seen.map(({ why }) => why)) };
  if (usual === null) return { level: 'calm', why: 'No history yet to compare with.' };
  const isBetter = -drop >= WATCH.netDrop;
  return {
    level: 'calm',
    why: isBetter ? `Net sentiment ${Math.round(-drop)} above usual.` : 'Tone about as usual.',
  };
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
