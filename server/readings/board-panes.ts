import type { BoardCut, BoardPart } from '../../schema/contracts/board.ts';
import type { ChannelCount } from '../../pipelines/board/channels.ts';
import type { Counted } from '../../pipelines/board/river.ts';
import type { BrandCount } from '../../pipelines/board/voice.ts';
import { readsOf, type BoardWindow } from '../../pipelines/board/window.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import { USUAL_REACH_MS, type HourCount } from '../../pipelines/metrics/baseline/usual.ts';
import type { BrandSettings } from '../../pipelines/metrics/settings.ts';
import type { MergedPane, PaneRepository } from '../repositories/panes.ts';

export interface BoardPanesDeps {
  readonly panes: PaneRepository;
  readonly brands: Pick<BrandBook, 'list'>;
  readonly settingsOf: (brand: string) => BrandSettings;
}

/** What a board counts, each part by as much of the cut as it follows. */
export interface BoardCounts {
  /** Minutes and hours of the window, none twice. */
  readonly river: readonly Counted[];
  /** Hours before and in the window, ascending. */
  readonly hours: readonly HourCount[];
  readonly channels: readonly ChannelCount[];
  /** Every brand that was heard of. */
  readonly market: readonly BrandCount[];
  /** Of these, what would take too much to be read. */
  readonly missing: readonly BoardPart[];
}

const HOUR_MS = 3_600_000;

/** What the panes and their rollups say of a brand and those beside it. They know channels, but no issues. */
export async function readBoardPanes(
  { panes, brands, settingsOf }: BoardPanesDeps,
  brand: string,
  window: BoardWindow,
  cut: Pick<BoardCut, 'channel' | 'range'>,
): Promise<BoardCounts> {
  const { from, to, stepMs } = window;
  const { zone } = settingsOf(brand);
  const ofCut = { channels: cut.channel === null ? [] : [cut.channel], responses: false };
  const known = await panes.merged({
    brands: [brand], ...ofCut, from: from - USUAL_REACH_MS, to, step: '1h', zone,
  }); // prettier-ignore
  const reads = stepMs < HOUR_MS ? { minutes: [window], hours: null } : readsOf(window, zone);
  const river = known.filter(
    ({ windowStart, windowEnd }) =>
      reads.hours !== null && windowStart >= reads.hours.from && windowEnd <= reads.hours.to,
  );
  for (const part of reads.minutes)
    river.push(
      ...(await panes.merged({
        brands: [brand],
        ...ofCut,
        from: part.from,
        to: part.to,
        step: '1m',
        zone,
      })),
    );
  const range = { ...(cut.range ?? { from, to }), step: null };
  const channels = await panes.merged({ ...range, brands: [brand], channels: ['*'], zone });
  const market: MergedPane[] = [];
  for (const [at, names] of byZone(brands.list(), (name) => settingsOf(name).zone))
    market.push(...(await panes.merged({ ...range, ...ofCut, brands: names, zone: at })));
  return {
    river: river.map(({ windowStart, acc }) => ({ windowStart, counts: acc.counts })),
    hours: known.map(({ windowStart, acc }) => ({ windowStart, inbound: acc.counts.inbound })),
    channels,
    market: market.map(({ brand: name, acc }) => ({ brand: name, counts: acc.counts })),
    missing: [],
  };
}

function byZone(
  brands: readonly { readonly id: string }[],
  zoneOf: (brand: string) => string,
): Map<string, string[]> {
  const zones = new Map<string, string[]>();
  for (const { id } of brands) {
    const names = zones.get(zoneOf(id));
    if (names === undefined) zones.set(zoneOf(id), [id]);
    else names.push(id);
  }
  return zones;
}
