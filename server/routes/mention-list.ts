import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Store } from '../../schema/clickhouse/store.ts';
import { literals } from '../../schema/contracts/literals.ts';
import { ListedMentionSchema, MentionListSchema } from '../../schema/contracts/mention-list.ts';
import {
  DIRECTIONS,
  INTENTS,
  KINDS,
  SENTIMENT_LABELS,
  SourceSchema,
  VENUES,
} from '../../schema/contracts/mention.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { EvidenceSource } from '../../pipelines/evidence/evidence-source.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { findMention, listMentions, type ListEnd } from '../repositories/mention-list.ts';
import { createByEvidence, LEFT_OPEN_DAYS, STORY_DAYS } from './by-evidence.ts';
import { ChannelSchema, TopicSchema } from './facets.ts';
import { knownBrand, rangeOf, refuseLonger } from './range.ts';

export interface MentionListRoutesOptions {
  readonly store: Store;
  readonly evidence: EvidenceSource;
  readonly brands: BrandBook;
  readonly clock: Pick<Clock, 'now'>;
}

const LONGEST_DAYS = 400;
const PAGE = 50;

const time = Type.Optional(Type.String({ maxLength: 40 }));
const name = Type.String({ maxLength: 256 });
const QuerySchema = Type.Object(
  {
    brand: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    from: time,
    to: time,
    source: Type.Optional(SourceSchema),
    channel: Type.Optional(ChannelSchema),
    venue: Type.Optional(literals(VENUES)),
    direction: Type.Optional(literals(DIRECTIONS)),
    sentiment: Type.Optional(literals(SENTIMENT_LABELS)),
    topic: Type.Optional(TopicSchema),
    intent: Type.Optional(literals(INTENTS)),
    kind: Type.Optional(literals(KINDS)),
    actionable: Type.Optional(Type.Boolean()),
    promoted: Type.Optional(Type.Boolean({ description: 'Whether its reach was paid for.' })),
    automation: Type.Optional(literals(['include', 'exclude'])),
    corrected: Type.Optional(
      Type.Boolean({ description: 'Whether a person has decided one of its labels.' }),
    ),
    unanswered: Type.Optional(
      Type.Literal(true, {
        description: `Inbound, asking or complaining, and without a human reply yet. Of one brand and at most ${LEFT_OPEN_DAYS} days.`,
      }),
    ),
    unattended: Type.Optional(
      Type.Literal(true, {
        description: `Inbound, negative, asking or complaining, and nobody has replied or decided not to: what \`negative_attendance\` counts as left alone. Of one brand and at most ${LEFT_OPEN_DAYS} days.`,
      }),
    ),
    story: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 600,
        description: `What passed this post on, \`source/id\` as \`GET /api/stories\` names it. Of one brand and at most ${STORY_DAYS} days.`,
      }),
    ),
    q: Type.Optional(
      Type.String({
        maxLength: 100,
        description:
          'Words that are all in the text, in any order and case; no character of them means anything else.',
      }),
    ),
    count: Type.Optional(
      Type.Union([Type.Literal('raw'), Type.Literal('unique')], {
        description: '`unique`: of near copies and reposts that match only the earliest.',
      }),
    ),
    order: Type.Optional(literals(['newest', 'oldest'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    after: Type.Optional(Type.String({ maxLength: 80, description: '`next` of the page before.' })),
  },
  { additionalProperties: false },
);

/** The mentions behind the numbers, for people to read. */
export const mentionListRoutes: FastifyPluginAsyncTypebox<MentionListRoutesOptions> = async (
  app,
  { store, evidence, brands, clock },
) => {
  const byEvidence = createByEvidence({ evidence, clock });

  app.get(
    '/mentions',
    {
      schema: {
        tags: ['metrics'],
        summary: 'Mentions, newest or oldest first',
        description: `By event time in \`[from, to)\`, a day back from now by default and at most ${LONGEST_DAYS} days. Text, names and links are their authors’: hostile until escaped.`,
        querystring: QuerySchema,
        response: { 200: MentionListSchema, 400: ProblemSchema },
      },
    },
    async ({ query }) => {
      const {
        automation,
        count,
        order,
        limit = PAGE,
        after,
        q = '',
        unanswered,
        unattended,
        story,
        ...asked
      } = query;
      const { brand } = query;
      if (brand !== undefined) knownBrand(brands, brand);
      const { from, to } = rangeOf(query, clock.now());
      refuseLonger(to - from, LONGEST_DAYS, 'Mentions are listed over');
      const end = after === undefined ? null : endOf(after);
      const names = await byEvidence({ brand, from, to, unanswered, unattended, story });
      const page = await listMentions(
        store,
        {
          ...asked,
          from,
          to,
          humansOnly: automation === 'exclude',
          words: q.split(/\s+/u).filter((word) => word !== ''),
          names,
        },
        { after: end, limit, unique: count === 'unique', oldestFirst: order === 'oldest' },
      );
      const { end: next, ...listed } = page;
      return { ...listed, mentions: [...listed.mentions], next: next === null ? null : cursorOf(next) };
    },
  );

  app.get(
    '/mentions/:source/:id',
    {
      schema: {
        tags: ['metrics'],
        summary: 'One mention',
        params: Type.Object({ source: name, id: name }),
        response: { 200: ListedMentionSchema, 404: ProblemSchema },
      },
    },
    async ({ params: { source, id } }) => {
      const found = await findMention(store, source, id);
      if (found !== undefined) return found;
      throw new HttpProblem(
        404,
        'no_such_mention',
        `There is no mention "${id.slice(0, 80)}" of "${source.slice(0, 80)}", or it is deleted.`,
      );
    },
  );
};

const cursorOf = ({ at, identity }: ListEnd): string =>
  Buffer.from(`${at} ${identity}`).toString('base64url');

/** @throws HttpProblem for what no page has given out. */
function endOf(cursor: string): ListEnd {
  const match = /^(-?\d{1,14}) (\d{1,20})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const [, at = '', identity = ''] = match ?? [];
  const end = { at: Number(at), identity };
  if (match !== null && BigInt(identity) < 2n ** 64n && cursorOf(end) === cursor) return end;
  throw new HttpProblem(
    400,
    'invalid_cursor',
    'The parameter "after" is not the "next" of a page; begin without it.',
  );
}
