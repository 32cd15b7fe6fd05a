import type { Board } from '../../schema/contracts/board.ts';
import { mentionCounts, type MentionCounts } from '../metrics/mention-counts.ts';

export interface BrandCount {
  readonly brand: string;
  readonly counts: MentionCounts;
}

/** Shares of all that is said of tracked brands, the largest first; `own` is among them, heard or not. */
export function voiceOf(
  own: string,
  heard: readonly BrandCount[],
  nameOf: (brand: string) => string,
): Board['voice'] {
  const loud = heard.filter(({ brand, counts }) => brand === own || counts.inbound > 0);
  const all = loud.some(({ brand }) => brand === own)
    ? loud
    : [...loud, { brand: own, counts: mentionCounts.empty() }];
  const total = all.reduce((sum, { counts }) => sum + counts.inbound, 0);
  return all
    .map(({ brand, counts }) => ({
      brand,
      name: nameOf(brand),
      mentions: counts.inbound,
      share: total === 0 ? 0 : counts.inbound / total,
      netSentiment: mentionCounts.result(counts).netSentiment,
    }))
    .sort((a, b) => b.mentions - a.mentions || (a.brand < b.brand ? -1 : 1));
}
