import type { BoardCut } from '../../schema/contracts/board.ts';
import { countedByBrand, countedByChannel, countedByMinute } from '../../pipelines/board/counted.ts';
import { facetsOf } from '../../pipelines/board/cut.ts';
import type { BoardWindow } from '../../pipelines/board/window.ts';
import { unlessTooMuch, type EvidenceSource } from '../../pipelines/evidence/evidence-source.ts';
import type { MetricContext } from '../../pipelines/metrics/metric.ts';
import type { BoardCounts } from './board-panes.ts';

/**
 * What `readBoardPanes` reads, of one issue and so from raw rows. What is usual of one issue nobody knows.
 * @param spoken of the range of the cut; null: more than one answer may read
 */
export async function readIssueCounts(
  source: EvidenceSource,
  spoken: MetricContext | null,
  window: BoardWindow,
  cut: BoardCut,
): Promise<BoardCounts> {
  if (spoken === null)
    return { river: [], hours: [], channels: [], market: [], missing: ['counts', 'voice'] };
  const { brand, asOf } = spoken.evidence;
  const { from, to } = window;
  const whole =
    cut.range === null
      ? spoken.evidence
      : await unlessTooMuch(source({ brand, asOf, from, to, needs: ['mentions'] }));
  const all = await unlessTooMuch(source({ brand, asOf, ...spoken.window, needs: ['market'] }));
  const facets = facetsOf(cut);
  return {
    river: whole === null ? [] : countedByMinute(whole.mentions, window, facets),
    hours: [],
    channels: whole === null ? [] : countedByChannel({ ...spoken, facets: facetsOf({ topic: cut.topic }) }),
    market: all === null ? [] : countedByBrand(all.market, spoken.window, facets),
    missing: [
      ...(whole === null ? (['counts'] as const) : []),
      ...(all === null ? (['voice'] as const) : []),
    ],
  };
}
