import { describe, expect, it } from 'vitest';
import { readIntent } from '../../pipelines/text/intent/read-intent.ts';
import { shippedScorer } from '../helpers/shipped-scorer.ts';
import { DEMO_BRANDS } from '../../pipelines/sources/demo/brands.ts';
import { castOf } from '../../pipelines/sources/demo/cast.ts';
import { DemoWorld } from '../../pipelines/sources/demo/demo-world.ts';
import { identities } from '../../pipelines/sources/demo/identities.ts';
import { CUSTOMERS } from '../../pipelines/sources/demo/people.ts';
import { COMMON_SLOTS, STAYS } from '../../pipelines/sources/demo/phrases/common.ts';
import { RIVALS } from '../../pipelines/sources/demo/phrases/rivals.ts';
import { PROFILES } from '../../pipelines/sources/demo/profiles.ts';
import { Random } from '../../pipelines/sources/demo/random.ts';
import { readerOf } from '../../server/mention-reader.ts';
import { createBrandBook } from '../../pipelines/brands/brand-book.ts';
import { parseMention } from '../../pipelines/parse/parse-mention.ts';
import { DEFAULT_CHANNELS } from '../../schema/contracts/channels.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 4);
const SEED = 7;
const DAYS = 5;
const HORIZON = 72 * HOUR;

/** Who an account is, as the identities say. */
const owners = new Map(
  Array.from(identities(SEED), ({ brand, channel, account, customer }) => [
    `${brand} ${channel} ${account.replace('@', '').toLowerCase()}`,
    customer,
  ]),
);
const brandOf = (id: string) => PROFILES.find((profile) => id.startsWith(`${profile.id}-`))?.id ?? '';

describe('the demo’s customers', () => {
  it('are as many for each brand, with one or two channels, some of them of value', () => {
    for (const customers of castOf(SEED).customers) {
      expect(customers).toHaveLength(CUSTOMERS);
      expect(new Set(customers.map(({ id }) => id)).size).toBe(CUSTOMERS);
      const two = customers.filter(({ accounts }) => accounts.length === 2);
      expect(two.length).toBeGreaterThan(0.3 * CUSTOMERS);
      expect(two.some(({ accounts: [a, b] }) => a?.account !== b?.account)).toBe(true);
      expect(two.every(({ accounts: [a, b] }) => a?.channel !== b?.channel)).toBe(true);
      expect(customers.filter(({ tier }) => tier === 'high').length).toBeGreaterThan(0.1 * CUSTOMERS);
    }
    expect(new Set(owners.values()).size).toBe(6 * CUSTOMERS);
  });

  it('write most of what is written, come back, and turn to the desk after some of their questions', () => {
    const asked = new Map<string, number[]>();
    const inContact = new Map<string, number[]>();
    const note = (times: Map<string, number[]>, customer: string, at: number) =>
      void times.set(customer, [...(times.get(customer) ?? []), at]);
    const authors = new Set<string>();
    let [mentions, matched] = [0, 0];
    for (const event of new DemoWorld(SEED).events(START, START + DAYS * DAY)) {
      if (event.stream === 'mentions') {
        if (event.at >= START + 2 * DAY) continue;
        const { direction, kind, id, channel, author, customer, text } = event.row();
        if (direction === 'outbound') continue;
        const key = `${brandOf(id)} ${channel}`;
        const who = customer ?? owners.get(`${key} ${author?.id}`) ?? owners.get(`${key} ${author?.handle}`);
        mentions += 1;
        authors.add(author?.id ?? '');
        if (who === undefined) continue;
        matched += 1;
        if (kind !== 'repost' && (text.includes('?') || shippedScorer(text).label === 'negative'))
          note(asked, who, event.at);
      } else if (event.stream === 'contacts') {
        const { customer, channel } = event.row();
        if (customer != null && ['call', 'chat', 'email'].includes(channel))
          note(inContact, customer, event.at);
      } else if (event.stream === 'self-help' && event.at < START + 2 * DAY) {
        const { customer, kind } = event.row();
        if (customer?.startsWith('cust-') && kind !== 'accepted_answer') note(asked, customer, event.at);
      }
    }
    expect(matched / mentions).toBeGreaterThan(0.5);
    expect(matched / mentions).toBeLessThan(0.7);
    expect(authors.size).toBeLessThan(0.6 * mentions);
    expect(authors.size).toBeGreaterThan(0.1 * mentions);
    for (const { id } of PROFILES) {
      const entries = [...asked].filter(([customer]) => customer.startsWith(`cust-${id}-`));
      const deflected = entries.filter(([customer, ats]) => {
        const first = Math.min(...ats);
        return !(inContact.get(customer) ?? []).some((at) => at >= first && at < first + HORIZON);
      });
      expect(entries.length, id).toBeGreaterThan(300);
      expect(deflected.length / entries.length, id).toBeGreaterThan(0.4);
      expect(deflected.length / entries.length, id).toBeLessThan(0.9);
    }
  });

  it('leave, come from rivals, and some stay after an answer, in words that are read so', () => {
    const read = readerOf({ brands: DEMO_BRANDS }, shippedScorer);
    const context = {
      channels: new Set(DEFAULT_CHANNELS),
      brands: createBrandBook(DEMO_BRANDS, { maxDiscovered: 0, discovered: [] }),
      time: { now: START + DAY, maxFutureSkewMs: 0 },
    };
    const leavers = new Map<string, string>();
    let [joined, stayed, pulled] = [0, 0, 0];
    for (const row of new DemoWorld(SEED).mentions(START + 9 * HOUR, START + 17 * HOUR)) {
      if (row.direction === 'outbound') continue;
      const parsed = parseMention(row, context);
      if (!parsed.ok) throw new Error(parsed.reason);
      const labels = read(parsed.mention);
      if (labels.leaving.length > 0 && row.kind !== 'repost')
        leavers.set(row.conversation ?? '', row.author?.id ?? '');
      if (labels.joining.some((name) => Object.values(RIVALS).flat().includes(name))) pulled += 1;
      if (labels.joining.includes(brandOf(row.id))) joined += 1;
      const isBack = row.id.endsWith('-c3') && leavers.get(row.conversation ?? '') === row.author?.id;
      if (isBack && labels.sentiment === 'positive') stayed += 1;
    }
    expect(leavers.size).toBeGreaterThan(60);
    expect(joined).toBeGreaterThan(25);
    expect(pulled).toBeGreaterThan(15);
    expect(stayed).toBeGreaterThan(5);
  });
});

describe('words of coming and going', () => {
  it.each(PROFILES)('of $id are read as what they are', ({ id, phrases }) => {
    const random = new Random(1);
    const rivals = RIVALS[id] ?? [];
    const name = DEMO_BRANDS.find((brand) => brand.id === id)?.name ?? '';
    const towards = (template: string) => {
      const text = template.replace(/\{(\w+)\}/g, (_, slot: string) => {
        if (slot === 'b') return name;
        return random.pick(slot === 'rival' ? rivals : (phrases.slots[slot] ?? COMMON_SLOTS[slot] ?? ['']));
      });
      const { label: sentiment, score: sentimentScore } = shippedScorer(text);
      const names = { names: [name.toLowerCase()], rivals: rivals.map((rival) => rival.toLowerCase()) };
      return readIntent(text, { ...names, sentiment, sentimentScore, kind: 'post', direction: 'inbound' }).toward;
    };
    const wrong = [
      ...phrases.leaving.filter((template) => towards(template) !== 'leaving'),
      ...phrases.joining.filter((template) => towards(template) !== 'joining'),
      ...STAYS.filter((template) => towards(template) === 'leaving'),
    ];
    expect(wrong).toEqual([]);
  });
}); // prettier-ignore
