import type { Board, BoardPart } from '../../schema/contracts/board.ts';
import type { Span } from '../../schema/contracts/scenes.ts';
import { channelsOf, voicesByChannel } from '../../pipelines/board/channels.ts';
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
import { TooMuchEvidence, type EvidenceSource } from '../../pipelines/evidence/evidence-source.ts';
import { usualOf } from '../../pipelines/metrics/baseline/usual.ts';
import { ambassadorsOf } from '../../pipelines/metrics/loyalty/ambassadors.ts';
import { ALL } from '../../pipelines/metrics/metric.ts';
import type { BrandSettings } from '../../pipelines/metrics/settings.ts';
import { STORY_REACH_MS, storiesToTell, withWords } from '../../pipelines/stories/told.ts';
import type { Taxonomy } from '../../pipelines/text/topics/taxonomy.ts';
import type { Topology } from '../../pipelines/topology.ts';
import type { PaneRepository } from '../repositories/panes.ts';
import type { TextSource } from '../repositories/texts.ts';
import { readBoardPanes } from './board-panes.ts';
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

export type BoardReader = (brand: string, span: Span) => Promise<Board>;

/** How long late mentions that are being recomputed are waited for. */
const SETTLE_MS = 1_500;
const RISKY_CUSTOMERS = 8;
const ADVOCATES = 8;
const STORIES = 5;
/** Who may leave is read from three months of everything: once a minute for all spans. */
const CUSTOMERS_KEPT_MS = 60_000;
const CUSTOMERS_KEPT = 100;

/**
 * Reads what the page of a brand draws: counts from the panes, the rest from one evidence of the span and one of the
 * months before it. Of more evidence than one answer may read, the parts that need it are missing and the others are not.
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
  return async (brand, span) => {
    await deps.topology.settle(SETTLE_MS);
    const settings = deps.settingsOf(brand);
    const calendar = deps.calendarOf(brand);
    const asOf = clock.now();
    const window = boardWindow(span, asOf, settings.zone);
    const { river, hours, channels, market } = await readBoardPanes(deps, brand, window);
    const spoken = await readSpoken(deps, brand, window, asOf);
    const customers = await customersOf(brand);
    const counted = channels.flatMap(({ acc }) => acc.responsesMs);
    const context = spoken && { evidence: spoken, settings, calendar, window, facets: ALL };
    return {
      brand,
      name: brands.nameOf(brand),
      zone: settings.zone,
      span,
      from: window.from,
      to: window.to,
      asOf,
      missing: missingOf(spoken !== null, customers !== null),
      river: riverOf(window, river),
      usual: usualOf({ at: window.at, stepMs: window.stepMs, hours, zone: settings.zone }),
      responses: responsesOf(counted, context && businessMs(context, window), customers, settings),
      topics: context === null ? [] : topicsOf(context, (id) => titles.get(id) ?? id),
      channels: channelsOf(channels, spoken && voicesByChannel(spoken, window)),
      voice: voiceOf(brand, market, (name) => brands.nameOf(name)),
      risk: customers?.risk ?? { threshold: settings.weights.churnThreshold, total: 0, customers: [] },
      advocates: spoken === null ? [] : ambassadorsOf(spoken, window, ADVOCATES),
      stories: spoken === null ? [] : await readStories(deps, spoken, window),
    };
  };
}

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

async function unlessTooMuch<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof TooMuchEvidence) return null;
    throw error;
  }
}
