import type { BrandState } from '../../schema/contracts/live.ts';

export interface StateInputs {
  /** Inbound mentions of the headline window by sentiment. */
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  /** The means of the day before for a window of the same length, null without history. */
  readonly usual: { readonly volume: number; readonly netSentiment: number | null } | null;
}

/** Below this many mentions a share says nothing. */
const MIN_N = 20;
const WATCH = { netDrop: 20, negativeShare: 0.4, surge: 1.75 };
const ALERT = { netDrop: 40, negativeShare: 0.55, surge: 3 };

/**
 * One word for a brand, from plain thresholds whose inputs are printed. Watch: net sentiment 20 points under the
 * usual, or a negative share of 40 %, or 1.75 × the usual volume. Alert: two signs at once, one of them strong
 * (40 points, 55 %, 3 ×), and more negative than positive. Praise may surge as it likes.
 */
export function brandState({ positive, neutral, negative, usual }: StateInputs): BrandState {
  const n = positive + neutral + negative;
  if (n === 0) return { level: 'quiet', why: 'Nothing was heard in this window.' };
  if (n < MIN_N)
    return { level: 'calm', why: `Too few to judge, only ${n} ${n === 1 ? 'mention' : 'mentions'}.` };
  const net = (100 * (positive - negative)) / n;
  const share = negative / n;
  const drop = usual?.netSentiment == null ? 0 : usual.netSentiment - net;
  const surge = usual === null || usual.volume < MIN_N / 4 ? 1 : n / usual.volume;
  const sour = negative > positive;
  const signs = [
    {
      weak: drop >= WATCH.netDrop,
      strong: drop >= ALERT.netDrop,
      why: `net sentiment ${Math.round(drop)} under usual`,
    },
    {
      weak: share >= WATCH.negativeShare,
      strong: share >= ALERT.negativeShare,
      why: `${Math.round(share * 100)} % negative`,
    },
    {
      weak: surge >= WATCH.surge && sour,
      strong: surge >= ALERT.surge && sour,
      why: `${surge.toFixed(1)} × usual volume`,
    },
  ].filter(({ weak }) => weak);
  const why = sentence(signs.map((sign) => sign.why));
  if (signs.length >= 2 && signs.some(({ strong }) => strong) && sour) return { level: 'alert', why };
  if (signs.length > 0) return { level: 'watch', why };
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
