import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Store } from '../../schema/clickhouse/store.ts';
import { literals } from '../../schema/contracts/literals.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import { WAITING_ORDERS, WaitingListSchema, type WaitingList } from '../../schema/contracts/waiting.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { Targets, WaitingClock } from '../../pipelines/conversations/thread-book.ts';
import type { Topology } from '../../pipelines/topology.ts';
import { listMentions } from '../repositories/mention-list.ts';
import { knownBrand } from './range.ts';

export interface WaitingRoutesOptions {
  readonly store: Store;
  readonly topology: Pick<Topology, 'waitingClocks'>;
  readonly brands: BrandBook;
  readonly breachAt: Targets['breachAt'];
  readonly clock: Pick<Clock, 'now'>;
}

const PAGE = 50;

const QuerySchema = Type.Object(
  {
    brand: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    overdue: Type.Optional(
      Type.Boolean({ description: 'Only those past their target, or only the others.' }),
    ),
    order: Type.Optional(literals(WAITING_ORDERS)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);

/** Who waits for an answer now, one by one: what the tiles count, from the same clocks. */
export const waitingRoutes: FastifyPluginAsyncTypebox<WaitingRoutesOptions> = async (
  app,
  { store, topology, brands, breachAt, clock },
) => {
  app.get(
    '/waiting',
    {
      schema: {
        tags: ['metrics'],
        summary: 'Conversations that wait for an answer, the most pressing first',
        description:
          'Those that tiles count as waiting: somebody asked or complained within the last day, and no person has replied. One for each customer and brand, with the mention that began it. Texts, names and links are their authors’: hostile until escaped.',
        querystring: QuerySchema,
        response: { 200: WaitingListSchema, 400: ProblemSchema },
      },
    },
    async ({ query: { brand, overdue, order = 'due', limit = PAGE } }) => {
      if (brand !== undefined) knownBrand(brands, brand);
      const now = clock.now();
      const clocks = topology
        .waitingClocks(breachAt)
        .filter((one) => brand === undefined || one.brand === brand)
        .filter((one) => overdue === undefined || isOverdue(one, now) === overdue)
        .sort((a, b) => pressing(a, b, order));
      const conversations = await withMentions(store, clocks.slice(0, limit), now);
      return { asOf: new Date(now).toISOString(), total: clocks.length, conversations };
    },
  );
};

const isOverdue = ({ breachAt }: WaitingClock, now: number): boolean => breachAt <= now;

const nameOf = ({ source, mention }: WaitingClock): string => `${source}/${mention}`;

/** Of two that are as pressing by this order, by the other one, and then by name: the same list every time. */
function pressing(a: WaitingClock, b: WaitingClock, order: (typeof WAITING_ORDERS)[number]): number {
  // Infinity less itself is no number.
  const due = a.breachAt === b.breachAt ? 0 : a.breachAt - b.breachAt;
  const age = a.since - b.since;
  return (order === 'due' ? due || age : age || due) || compare(nameOf(a), nameOf(b)) || compare(a.brand, b.brand);
} // prettier-ignore

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What was erased since its clock was read is left out. @throws StoreError */
async function withMentions(
  store: Store,
  clocks: readonly WaitingClock[],
  now: number,
): Promise<WaitingList['conversations']> {
  if (clocks.length === 0) return [];
  const instants = clocks.map(({ since }) => since);
  const names = [...new Set(clocks.map(nameOf))];
  const { mentions } = await listMentions(
    store,
    { from: Math.min(...instants), to: Math.max(...instants) + 1, words: [], names },
    { after: null, limit: names.length, unique: false, oldestFirst: true },
  );
  const byName = new Map(mentions.map((mention) => [`${mention.source}/${mention.id}`, mention]));
  return clocks.flatMap((one) => {
    const mention = byName.get(nameOf(one));
    if (mention === undefined) return [];
    return {
      brand: one.brand,
      since: new Date(one.since).toISOString(),
      dueAt: Number.isFinite(one.breachAt) ? new Date(one.breachAt).toISOString() : null,
      overdue: isOverdue(one, now),
      mention,
    };
  });
}
