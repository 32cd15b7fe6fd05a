import { Random } from './random.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly followers: number;
  readonly verified: boolean;
}

const FIRST = (
  'Ada Bo Cleo Dario Elif Finn Gwen Hugo Ines Jonas Kaya Leo Mira Nils Oona Pablo Quinn Rosa Sami Tilda Uma Vito ' +
  'Wanda Xavi Yara Zeno Anouk Bram Carys Dev Esra Femi Greta Hamza Isla Jaya Kofi Lior Maeve Nuno'
).split(' ');
const LAST = (
  'Quillby Marrowick Tenfold Hazelrigg Oakenby Brindlewood Fennimore Larkspur Wexley Thornapple Pemberlow Sandgrove ' +
  'Ravensby Millbrandt Ostergaal Venturo Kestrelli Dunmarrow Ashvane Copperly Winterbourneo Saltmarsh Fairweathers ' +
  'Greenhollow Duskwater Bellamore Stonefield Nightley Applegarthe Riverton'
).split(' ');

/** How many accounts there are. A few of them write much more than the rest. */
export const POPULATION = 40_000;
/** Customers of each brand. */
export const CUSTOMERS = 1_500;
/** Each customer may have two accounts: the number of the second one is this much higher. */
export const SECOND_ACCOUNT = CUSTOMERS;
const ACCOUNTS_OF_A_BRAND = 2 * CUSTOMERS;
const BRANDS = 6;
/** Accounts from here on belong to people no brand knows. */
export const STRANGERS_FROM = BRANDS * ACCOUNTS_OF_A_BRAND;

/** The number of a customer's first account. */
export const accountOf = (brand: number, customer: number): number => brand * ACCOUNTS_OF_A_BRAND + customer;

/** Number of the customer whose account this is, counted from 0 within the brand, or null for a stranger's. */
export const customerOf = (account: number): number | null =>
  account < STRANGERS_FROM ? (account % ACCOUNTS_OF_A_BRAND) % CUSTOMERS : null;

/** The first account of whoever has this one. */
const firstOf = (account: number): number => {
  const customer = customerOf(account);
  return customer === null ? account : account - ((account % ACCOUNTS_OF_A_BRAND) - customer);
};

/** The person behind a number in [0, POPULATION). The same seed knows the same people for ever. */
export function person(seed: number, number: number): Person {
  const random = new Random(seed, 0x9e0, firstOf(number));
  const first = random.pick(FIRST);
  const last = random.pick(LAST);
  const join = random.pick(['', '_', '.', '']);
  const followers = Math.min(4_000_000, Math.floor(random.logNormal(170, 1.75)));
  return {
    id: `p${number}`,
    name: random.chance(0.85) ? `${first} ${last}` : first,
    handle: `${first}${join}${random.chance(0.5) ? last.slice(0, 4) : last}${number}`.toLowerCase(),
    followers,
    verified: followers > 15_000 && random.chance(0.6),
  };
}
