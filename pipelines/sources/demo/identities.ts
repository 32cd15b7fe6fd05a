import type { IdentityInput } from '../../../schema/contracts/streams.ts';
import { castOf } from './cast.ts';
import { person } from './people.ts';
import { PROFILES } from './profiles.ts';
import { hashText, Random } from './random.ts';

/** Accounts were linked in the course of this year, which is before any moment the demo is run at. */
const FIRST_AT = Date.UTC(2024, 0, 1);
const LINKING_MS = 300 * 86_400_000;

/**
 * Whose accounts the brands know: about 12,600 rows, the same ids and instants whenever they are told, so telling them
 * again stores nothing. They depend on the seed alone and need no look at the time line.
 */
export function* identities(seed: number): Generator<IdentityInput> {
  for (const [brand, customers] of castOf(seed).customers.entries()) {
    for (const { id, tier, enrolled, accounts } of customers)
      for (const { channel, account } of accounts) {
        const random = new Random(seed, 0x1d, hashText(id), account);
        const { id: authorId, handle } = person(seed, account);
        yield {
          id: `${id}-${channel}`,
          source: 'demo',
          at: FIRST_AT + Math.floor(random.next() * LINKING_MS),
          brand: PROFILES[brand]?.id ?? '',
          customer: id,
          channel,
          account: random.chance(0.2) ? authorId : `@${handle}`,
          tier,
          enrolled,
        };
      }
  }
}
