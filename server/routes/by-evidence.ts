import type { Clock } from '../../pipelines/clock.ts';
import type { EvidenceSource } from '../../pipelines/evidence/evidence-source.ts';
import { attendance, leftAloneIn } from '../../pipelines/metrics/responses/attendance.ts';
import { passedOnIn } from '../../pipelines/stories/stories.ts';
import { STORY_REACH_MS } from '../../pipelines/stories/told.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { refuseLonger } from './range.ts';

export interface ByEvidenceDeps {
  readonly evidence: EvidenceSource;
  readonly clock: Pick<Clock, 'now'>;
}

export interface ByEvidenceQuery {
  readonly brand?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Only what nobody has answered yet. */
  readonly unanswered?: true | undefined;
  /** Only negatives that nobody has answered or decided about. */
  readonly unattended?: true | undefined;
  /** Only what passed this post on, `source/id`. */
  readonly story?: string | undefined;
}

/** Who has been answered is read from whole conversations. */
export const LEFT_OPEN_DAYS = 7;
export const STORY_DAYS = 31;
/** Names travel in one piece. */
const MOST = 20_000;

/** Of the mentions asked for, those that only the evidence can tell, as `source/id`; undefined where none was asked for. */
export function createByEvidence({ evidence, clock }: ByEvidenceDeps) {
  /** @throws HttpProblem, TooMuchEvidence */
  return async ({ brand, from, to, ...query }: ByEvidenceQuery): Promise<string[] | undefined> => {
    const { unanswered, unattended, story } = query;
    const asked = [unanswered && 'unanswered', unattended && 'unattended', story !== undefined && 'story'];
    const [word] = asked.filter((one) => typeof one === 'string');
    if (word === undefined) return undefined;
    if (brand === undefined)
      throw new HttpProblem(400, 'brand_needed', `Say of which "brand": "${word}" is told of one.`);
    if (unanswered || unattended)
      refuseLonger(to - from, LEFT_OPEN_DAYS, 'Mentions that are left open are listed over');
    if (story !== undefined) refuseLonger(to - from, STORY_DAYS, 'Who passed a post on is listed over');
    const span = { brand, from, to, asOf: clock.now() };
    const lists: string[][] = [];
    if (unanswered) lists.push(await unansweredIn(span));
    if (unattended) lists.push(await unattendedIn(span));
    if (story !== undefined) lists.push(await passedOn(span, story));
    const names = lists.reduce((all, list) => {
      const also = new Set(list);
      return all.filter((name) => also.has(name));
    });
    if (names.length <= MOST) return names;
    throw new HttpProblem(
      400,
      'range_too_long',
      `More than ${MOST} mentions are like that in that range; ask for a shorter one.`,
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

  async function passedOn({ from, to, ...span }: Span, story: string): Promise<string[]> {
    const { mentions } = await evidence({ ...span, from: from - STORY_REACH_MS, to, needs: ['mentions'] });
    return passedOnIn(mentions, story, from, to).map(({ source, id }) => `${source}/${id}`);
  }
}
