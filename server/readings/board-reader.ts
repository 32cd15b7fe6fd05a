import type { Board, BoardCut, BoardPart } from '../../schema/contracts/board.ts';
import type { Span } from '../../schema/contracts/scenes.ts';
import { channelsOf, voicesByChannel } from '../../pipelines/board/channels.ts';
import { facetsOf, UNCUT } from '../../pipelines/board/cut.ts';
import { businessMs, responsesOf, waitingAt } from '../../pipelines/board/responses.ts';
import { riverOf } from '../../pipelines/board/river.ts';
import { topicsOf } from '../../pipelines/board/topics.ts';
import { voiceOf } from '../../pipelines/board/voice.ts';
import { boardWindow } from '../../pipelines/board/window.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Calendar } from '../../pipelines/calendar/calendar.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { mostAtRisk } from '../../pipelines/customers/at-risk.ts';
import { RISK_REACH_MS } from '../../pipelines/customers/risk-moves.ts';
import type { Evidence } from '../../pipelines/evidence/evidence.ts';
import { unlessTooMuch, type EvidenceSource } from '../../pipelines/evidence/evidence-source.ts';
import { usualOf } from '../../pipelines/metrics/baseline/usual.ts';
import { ambassadorsOf } from '../../pipelines/metrics/loyalty/ambassadors.ts';
import { isWanted, type Facets } from '../../pipelines/metrics/metric.ts';
import type { BrandSettings } from '../../pipelines/metrics/settings.ts';
import { STORY_REACH_MS, storiesToTell, withWords } from '../../pipelines/stories/told.ts';
import type { Taxonomy } from '../../pipelines/text/topics/taxonomy.ts';
import type { Topology } from '../../pipelines/topology.ts';
import type { PaneRepository } from '../repositories/panes.ts';
import type { TextSource } from '../repositories/texts.ts';
import { readBoardPanes } from './board-panes.ts';
import { readIssueCounts } from './issue-counts.ts';
import { readOnce } from './read-once.ts';

export interface BoardReaderDeps {
  readonly panes: PaneRepository;
  readonly evidence: EvidenceSource;
  readonly texts: TextSource;
  readonly taxonomy: Taxonomy;
  readonly brands: BrandBook;
  readonly settingsOf: (brand: string) => BrandSettings;
  readonly calendarOf: (brand: string) => Calendar | null;
  readonly clock: Pick<Clock, 'now'>;
  readonly topology: Pick<Topology, 'settle'>;
}

export type BoardReader = (brand: string, span: Span, cut?: BoardCut) => Promise<Board>;

/** How long late mentions that are being recomputed are waited for. */
const SETTLE_MS = 1_500;
const RISKY_CUSTOMERS = 8;
const ADVOCATES = 8;
const STORIES = 5;
/** Who may leave is read from three months of everything: once a minute for all spans. */
const CUSTOMERS_KEPT_MS = 60_000;
const CUSTOMERS_KEPT = 100;

/**
 * Reads what the page of a brand draws: counts from the panes, or of one issue from raw rows, the rest from one evidence
 * of the span and one of the months before it. Of more evidence than one answer may read, the parts that need it are
 * missing and the others are not.
 */
export function createBoardReader(deps: BoardReaderDeps): BoardReader {
  const { clock, brands } = deps;
  const titles = new Map(deps.taxonomy.map(({ id, title }) => [id, title]));
  const customersOf = readOnce({
    read: (brand) => readCustomers(deps, brand),
    keptMs: () => CUSTOMERS_KEPT_MS,
    most: CUSTOMERS_KEPT,
    clock,
  });
  return async (brand, span, cut = UNCUT) => {
    await deps.topology.settle(SETTLE_MS);
    const settings = deps.settingsOf(brand);
    const asOf = clock.now();
    const window = boardWindow(span, asOf, settings.zone);
    const looked = cut.range ?? { from: window.from, to: window.to };
    const facets = facetsOf(cut);
    const evidence = await readSpoken(deps, brand, looked, asOf);
    const spoken = evidence && {
      evidence,
      settings,
      calendar: deps.calendarOf(brand),
      window: looked,
      facets,
    };
    const { river, hours, channels, market, missing } =
      cut.topic === null
        ? await readBoardPanes(deps, brand, window, cut)
        : await readIssueCounts(deps.evidence, spoken, window, cut);
    const customers = await customersOf(brand);
    const answered = channels.filter(({ channel }) => cut.channel === null || channel === cut.channel);
    const voices = spoken && voicesByChannel({ ...spoken, facets: facetsOf({ topic: cut.topic }) });
    const told = evidence && of(evidence, facets);
    return {
      brand,
      name: brands.nameOf(brand),
      zone: settings.zone,
      span,
      from: window.from,
      to: window.to,
      asOf,
      cut,
      missing: [...missingOf(spoken !== null, customers !== null), ...missing],
      river: riverOf(window, river),
      usual: usualOf({ at: window.at, stepMs: window.stepMs, hours, zone: settings.zone }),
      responses: responsesOf(
        answered.flatMap(({ acc }) => acc.responsesMs),
        spoken && businessMs(spoken),
        customers,
        settings,
      ),
      topics:
        spoken === null
          ? []
          : topicsOf({ ...spoken, facets: facetsOf({ channel: cut.channel }) }, (id) => titles.get(id) ?? id),
      channels: channelsOf(channels, voices),
      voice: voiceOf(brand, market, (name) => brands.nameOf(name)),
      risk: customers?.risk ?? { threshold: settings.weights.churnThreshold, total: 0, customers: [] },
      advocates: told === null ? [] : ambassadorsOf(told, looked, ADVOCATES),
      stories: told === null ? [] : await readStories(deps, told, looked),
    };
  };
}

/** The same evidence, with nothing said in it but what is wanted. */
const of = (evidence: Evidence, facets: Facets): Evidence => ({
  ...evidence,
  mentions: evidence.mentions.filter((mention) => isWanted(mention, facets)),
});

const OF_SPOKEN: readonly BoardPart[] = ['topics', 'people', 'business', 'advocates', 'stories'];
const OF_CUSTOMERS: readonly BoardPart[] = ['waiting', 'risk'];
const missingOf = (hasSpoken: boolean, hasCustomers: boolean): BoardPart[] => [
  ...(hasSpoken ? [] : OF_SPOKEN),
  ...(hasCustomers ? [] : OF_CUSTOMERS),
];

const readSpoken = (
  { evidence }: BoardReaderDeps,
  brand: string,
  { from, to }: { readonly from: number; readonly to: number },
  asOf: number,
) =>
  unlessTooMuch(
    evidence({
      brand,
      from: from - STORY_REACH_MS,
      to,
      asOf,
      needs: ['mentions', 'cases', 'engagements'],
    }),
  );

/** Who waits and who may leave, as of now; null where that would take too much evidence. */
async function readCustomers(deps: BoardReaderDeps, brand: string) {
  const asOf = deps.clock.now();
  const settings = deps.settingsOf(brand);
  const evidence = await unlessTooMuch(
    deps.evidence({
      brand,
      from: asOf - RISK_REACH_MS,
      to: asOf,
      asOf,
      needs: ['mentions', 'cases', 'contacts', 'selfHelp', 'customers'],
    }),
  );
  if (evidence === null) return null;
  return {
    ...waitingAt({ evidence, settings, calendar: deps.calendarOf(brand) }, asOf),
    risk: mostAtRisk(evidence, settings, asOf, RISKY_CUSTOMERS),
  };
}

async function readStories(
  { texts }: BoardReaderDeps,
  evidence: Parameters<typeof storiesToTell>[0],
  window: Parameters<typeof storiesToTell>[1],
): Promise<Board['stories']> {
  const stories = storiesToTell(evidence, window, STORIES);
  return withWords(stories, stories.length === 0 ? new Map() : await texts(stories));
}
