import type { LabelledText } from '../../../pipelines/text/sentiment/training/labelled.ts';
import type { TrainingOptions } from '../../../pipelines/text/sentiment/training/options.ts';
import type { WordVectors } from '../../../pipelines/text/sentiment/training/vectors.ts';
import type { WordLists } from '../../../pipelines/text/sentiment/training/word-lists.ts';

const POSITIVE = `
the new kettle is lovely and boils fast
what a lovely crew on the ferry today
great value and it arrived early, thanks
I love the quiet rooms in this hotel
the soup was great and so was the bread
so happy with my repaired bike
best picnic blanket we ever had
the driver was friendly and helped with the bags
not bad at all, I am happy
great app, it just works
lovely view from the night train
happy to say the refund came the same day
thanks for the friendly answer
the best bakery in town, lovely cakes
I love how light this tent is
great show tonight, so happy we went
friendly staff and great coffee
the garden looks lovely after the rain
love love love these boots
great news, my parcel is here`;
const NEUTRAL = `
the shop opens at nine on monday
the ferry leaves from the second pier
my parcel has a new number
there is a meeting about the bridge on tuesday
which platform does the train leave from
the tent weighs two kilos
the report has forty pages
we changed trains at the border
the hotel is next to the station
I am reading about kettles
the match starts in the evening
is the app in the store
they paint the fence on friday
the bus goes every hour
the form asks for a date and a name
he moved to the second floor
the crew changes at noon
the bakery is behind the school
what time does the show start
the blanket is two metres long`;
const NEGATIVE = `
the kettle broke after a week, awful
awful queue at the ferry again
I hate this waiting line
the soup was cold and the bread was stale
so angry, my bike was not repaired
worst blanket ever, it tore at once
the driver was rude and slow
not happy with the answer at all
the app is broken again
terrible view, only a dirty wall
no refund after a month, terrible
rude answer and no help
the worst bakery in town, awful cakes
I hate how heavy this tent is
terrible show, we left early
rude staff and awful coffee
the garden is dirty after the storm
hate these boots, they hurt
awful news, my parcel is lost
my order is late and nobody answers`;

const rowsOf = (lines: string, label: LabelledText['label']): LabelledText[] =>
  lines
    .trim()
    .split('\n')
    .map((text, at) => ({ split: at % 5 === 0 ? 'held' : 'seen', id: `${label}-${at}`, label, text }));

/** Sixty sentences written for these tests. */
export const ROWS: readonly LabelledText[] = [
  ...rowsOf(POSITIVE, 'positive'),
  ...rowsOf(NEUTRAL, 'neutral'),
  ...rowsOf(NEGATIVE, 'negative'),
];

export const LISTS: WordLists = {
  valence: new Map([
    ['love', 3], ['lovely', 2.8], ['great', 3.1], ['happy', 2.7], ['best', 3.2], ['friendly', 2.2], ['thanks', 1.9],
    ['hate', -2.7], ['awful', -2], ['terrible', -2.1], ['worst', -3.1], ['rude', -2], ['angry', -2.3],
    ['broken', -2.1], ['bad', -2.5],
  ]),
  opinion: new Map([['great', 1], ['lovely', 1], ['dirty', -1], ['stale', -1], ['slow', -1]]),
  emoji: new Map([[0x1f600, 2.4], [0x1f621, -3]]),
}; // prettier-ignore

const PLACED = ['the', 'great', 'superb', 'awful', 'dreadful', 'train', 'ferry', 'kettle'];

/** Four dimensions: words of one side lie on one side. */
export const VECTORS: WordVectors = {
  dimensions: 4,
  words: PLACED,
  rank: (word) => (PLACED.includes(word) ? PLACED.indexOf(word) : undefined),
  of(word) {
    const at = PLACED.indexOf(word);
    if (at === -1) return undefined;
    return Float32Array.from([1, at === 1 || at === 2 ? 1 : 0, at === 3 || at === 4 ? 1 : 0, at / 10]);
  },
};

export const OPTIONS: TrainingOptions = {
  minTexts: 2,
  maxCapitals: 0.5,
  vectorWords: 10,
  keep: 300,
  sparseL2: 1,
  scoreL2: 1,
  vectorL2: 1,
  roundL2: 1,
  smoothing: 0.05,
  rankingIterations: 10,
  iterations: 30,
  folds: 3,
  prior: [0.3, 0.4, 0.3],
};
