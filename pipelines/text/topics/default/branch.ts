import type { Topic } from '../taxonomy.ts';

/** How a leaf is written down: phrases separated by commas or line ends. */
export interface Leaf {
  readonly title: string;
  readonly phrases: string;
  readonly not?: string;
}

/** The topics of one branch, in the order written. */
export function branch(name: string, leaves: Readonly<Record<string, Leaf>>): Topic[] {
  return Object.entries(leaves).map(([leaf, { title, phrases, not = '' }]) => ({
    id: `${name}.${leaf}`,
    title,
    phrases: list(phrases),
    not: list(not),
  }));
}

const list = (written: string): string[] =>
  written
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');

/** Choices of words that many phrases share. */
export const NOT =
  'not|isnt|wasnt|arent|werent|dont|doesnt|dosent|doesn|didnt|wont|wouldnt|cant|cannot|couldnt|hasnt|havent|hadnt|never|aint|nothing|stopped|stops|quit';
export const CANT = 'cant|cannot|couldnt|unable|impossible|failing|fails|failed|trying|tried|struggling';
export const BAD =
  'bad|worst|worse|terrible|horrible|horrid|horrendous|awful|poor|pathetic|shit|shitty|crap|crappy|lousy|shocking|atrocious|disgusting|disgraceful|appalling|useless|dreadful|rubbish|joke|trash|garbage|sucks|suck|disappointing|abysmal|unacceptable|ridiculous|diabolical|dire';
export const GOOD =
  'good|great|best|excellent|amazing|awesome|fantastic|brilliant|wonderful|outstanding|superb|lovely|perfect|fab|fabulous|incredible|stellar|exceptional|top|impressed|impressive|beautiful|nice';
export const LATE = 'late|delayed|delay|delays|overdue';
