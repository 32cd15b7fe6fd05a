import type { Clock } from '../../pipelines/clock.ts';
import type { EvidenceSource } from '../../pipelines/evidence/evidence-source.ts';
import { attendance, leftAloneIn } from '../../pipelines/metrics/responses/attendance.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { refuseLonger } from './range.ts';

export interface LeftOpenDeps {
  readonly evidence: EvidenceSource;
  readonly clock: Pick<Clock, 'now'>;
}

export interface LeftOpenQuery {
  readonly brand?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Only what nobody has answered yet. */
  readonly unanswered?: true | undefined;
  /** Only negatives that nobody has answered or decided about. */
  readonly unattended?: true | undefined;
}

/** Who has been answered is read from whole conversations. */
export const LEFT_OPEN_DAYS = 7;
/** Names travel in one piece. */
const MOST = 20_000;

/** Of the mentions asked for, those that are left open, as `source/id`; undefined where that was not asked. */
export function createLeftOpen({ evidence, clock }: LeftOpenDeps) {
  /** @throws HttpProblem, TooMuchEvidence */
  return async ({ brand, from, to, ...query }: LeftOpenQuery): Promise<string[] | undefined> => {
    const { unanswered, unattended } = query;
    if (unanswered === undefined && unattended === undefined) return undefined;
    const word = unanswered ? 'unanswered' : 'unattended';
    if (brand === undefined)
      throw new HttpProblem(400, 'brand_needed', `Say of which "brand" the ${word} mentions are.`);
    refuseLonger(to - from, LEFT_OPEN_DAYS, 'Mentions that are left open are listed over');
    const span = { brand, from, to, asOf: clock.now() };
    const waiting = unanswered ? new Set(await unansweredIn(span)) : null;
    const open = unattended ? await unattendedIn(span) : [...(waiting ?? [])];
    const names = waiting === null ? open : open.filter((name) => waiting.has(name));
    if (names.length <= MOST) return names;
    throw new HttpProblem(
      400,
      'range_too_long',
      `More than ${MOST} mentions are left open in that range; ask for a shorter one.`,
    );
  };

  type Span = { readonly brand: string; readonly from: number; readonly to: number; readonly asOf: number };

  /** On clocks of customers that still run. */
  async function unansweredIn(span: Span): Promise<string[]> {
    const { mentions, cases } = await evidence({ ...span, needs: ['mentions', 'cases'] });
    const waiting = new Set(
      cases.flatMap(({ source, said, answeredAt }) =>
        answeredAt === null ? said.map((id) => `${source}/${id}`) : [],
      ),
    );
    return mentions.flatMap(({ source, id, opensClock, actionable }) =>
      opensClock && actionable && waiting.has(`${source}/${id}`) ? [`${source}/${id}`] : [],
    );
  }

  async function unattendedIn({ from, to, ...span }: Span): Promise<string[]> {
    const { lookBackMs, lookAheadMs, needs } = attendance;
    const found = await evidence({ ...span, from: from - lookBackMs, to: to + lookAheadMs, needs });
    return Array.from(leftAloneIn(found, from, to), ({ source, id }) => `${source}/${id}`);
  }
}
