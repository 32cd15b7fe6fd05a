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

/** How many people there are. A few of them write much more than the rest. */
export const POPULATION = 40_000;

/** The person behind a number in [0, POPULATION). The same seed knows the same people for ever. */
export function person(seed: number, number: number): Person {
  const random = new Random(seed, 0x9e0, number);
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

/** Somebody who talks about the brand with this index: each brand has regulars of its own. */
export function somebody(random: Random, brand: number): number {
  const rank = Math.floor(POPULATION * random.next() ** 1.35);
  return (rank * 7 + brand * 6_673) % POPULATION;
}
