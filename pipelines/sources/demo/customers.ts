import { MESSAGE_CHANNELS } from './channel-kinds.ts';
import { accountOf, CUSTOMERS, SECOND_ACCOUNT } from './people.ts';
import { PROFILES } from './profiles.ts';
import { Random } from './random.ts';

/** How someone talks to a brand: what they are more or less likely to say than others. */
export type Temperament = 'calm' | 'cheerful' | 'critical' | 'restless';

export interface Customer {
  readonly id: string;
  readonly tier: 'standard' | 'high';
  /** On the channels the brand owns. */
  readonly enrolled: boolean;
  readonly temperament: Temperament;
  /** How much they say and ask, against others. */
  readonly activity: number;
  /** Where they are known: one or two channels, with the number of the account. */
  readonly accounts: readonly { readonly channel: string; readonly account: number }[];
}

const TEMPERAMENTS: Readonly<Record<Temperament, number>> = {
  calm: 55,
  cheerful: 20,
  critical: 20,
  restless: 5,
};

/** What a brand calls its customer. */
export const customerId = (brand: number, customer: number): string =>
  `cust-${PROFILES[brand]?.id ?? brand}-${customer}`;

/** The customers of a brand, by its index: the same for the same seed, for ever. */
export function customersOf(seed: number, brand: number): Customer[] {
  return Array.from({ length: CUSTOMERS }, (_, number) => customerOf(seed, brand, number));
}

function customerOf(seed: number, brand: number, number: number): Customer {
  const random = new Random(seed, 0xc57, brand, number);
  const channels = linkable(brand);
  const first = { channel: random.weighted(channels), account: accountOf(brand, number) };
  const others = { ...channels, [first.channel]: 0 };
  const hasSecond = random.chance(0.4);
  const second = {
    channel: random.weighted(others),
    account: first.account + (random.chance(0.5) ? SECOND_ACCOUNT : 0),
  };
  return {
    id: customerId(brand, number),
    tier: random.chance(0.15) ? 'high' : 'standard',
    enrolled: random.chance(0.7),
    temperament: random.weighted(TEMPERAMENTS),
    activity: random.logNormal(1, 0.6),
    accounts: hasSecond ? [first, second] : [first],
  };
}

/** A mailbox says by itself who writes; newspapers are nobody's account. */
const linkable = (brand: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(PROFILES[brand]?.channels ?? {}).filter(
      ([channel]) => !MESSAGE_CHANNELS.has(channel) && channel !== 'news',
    ),
  );
