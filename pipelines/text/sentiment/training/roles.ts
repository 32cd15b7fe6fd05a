import { ROLE } from '../lexicon.ts';

const list = (words: string): string[] => words.trim().split(/\s+/);

const NEGATORS = list(`
  not no never none nobody nothing nowhere neither nor cannot without lack lacks lacking hardly barely scarcely rarely
  seldom cant dont wont isnt arent wasnt werent didnt doesnt hasnt havent hadnt couldnt wouldnt shouldnt aint mustnt
  neednt mightnt can't don't won't isn't aren't wasn't weren't didn't doesn't hasn't haven't hadn't couldn't wouldn't
  shouldn't ain't mustn't needn't mightn't dnt nvr`);
const BOOSTERS = list(`
  very really so too extremely absolutely totally completely utterly incredibly super highly truly deeply such most more
  fucking fuckin freaking bloody damn hella especially particularly insanely seriously pretty quite much always ever
  entirely fully greatly hugely remarkably soo`);
const DAMPENERS = list(
  `slightly somewhat kinda sorta almost partly fairly little bit less occasionally marginally maybe`,
);
const CONTRASTS = list(`but however nevertheless though tho`);
const FUNCTION_WORDS = list(`
  i you he she it we they me him her us them my your his its our their mine yours this that these those who whom which
  what when where why how a an the and or if then than because as of at by for with about against between into through
  to from in on off over under again once here there all any both each few some own same only is am are was were be been
  being have has had having do does did doing will would shall should can could may might must i'm you're he's she's
  it's we're they're i've you've we've they've i'll you'll he'll she'll we'll they'll i'd you'd he'd she'd we'd they'd
  that's there's what's who's let's im ive u ur dont rt out up down now just after before while until`);

/** What words do to their neighbours, by word; for the rest there is no entry. */
export function wordRoles(): ReadonlyMap<string, number> {
  return new Map([
    ...FUNCTION_WORDS.map((word) => [word, ROLE.function] as const),
    ...DAMPENERS.map((word) => [word, ROLE.dampener] as const),
    ...BOOSTERS.map((word) => [word, ROLE.booster] as const),
    ...CONTRASTS.map((word) => [word, ROLE.contrast] as const),
    ...NEGATORS.map((word) => [word, ROLE.negator] as const),
  ]);
}

/** Written with a capital, yet no names. */
export const CAPITALISED_WORDS = list(`
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december christmas easter halloween thanksgiving valentine mon tue wed thu fri sat sun jan feb mar apr
  jun jul aug sep sept oct nov dec i i'm i've i'll i'd ok god lol omg wtf lmao rt tv pm am`);
