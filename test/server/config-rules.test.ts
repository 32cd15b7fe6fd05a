import { describe, expect, it } from 'vitest';
import { parseConfigFile } from '../../server/config-file.ts';

const problemOf = (yaml: string) => parseConfigFile(yaml).problem;
const withRules = (...lines: string[]) =>
  ['channels: [kiosk]', 'brands:', '  - id: a', '    name: A', '    rules:', ...lines.map((line) => `      ${line}`)].join('\n'); // prettier-ignore

describe('the rules of a brand in the configuration', () => {
  it.each<[string, string, RegExp]>([
    ['a key that does not exist', withRules('words: []'), /^line 6: "brands\.0\.rules\.words" is not a key/],
    ['a phrase that cannot be read', withRules('lexicon:', '  - {phrase: sick, sentiment: 1}', '  - {phrase: "*", sentiment: 1}'), /^line 8: "brands\.0\.rules\.lexicon\.1\.phrase" is "\*", which has/],
    ['an expression for a phrase', withRules('overrides:', '  - {phrase: "(a+)+$", sentiment: negative}', '  - {phrase: ".*", sentiment: negative}'), /^line 8: "brands\.0\.rules\.overrides\.1\.phrase" is "\.\*", which has/],
    ['a phrase given twice', withRules('lexicon:', '  - {phrase: sick, sentiment: 1}', '  - {phrase: sick, sentiment: -1}'), /^line 8: "brands\.0\.rules\.lexicon\.1\.phrase" is "sick" a second time/],
    ['a sentiment above 1', withRules('lexicon: [{phrase: sick, sentiment: 1.5}]'), /^line 6: "brands\.0\.rules\.lexicon\.0\.sentiment" must/],
    ['a sentiment in another word', withRules('lexicon: [{phrase: sick, sentiment: good}]'), /^line 6: "brands\.0\.rules\.lexicon\.0\.sentiment" must/],
    ['a lexicon without sentiment', withRules('lexicon: [{phrase: sick}]'), /^line 6: "brands\.0\.rules\.lexicon\.0" needs the key "sentiment"/],
    ['an override that decides nothing', withRules('overrides:', '  - {phrase: sick}'), /^line 7: "brands\.0\.rules\.overrides\.0" decides nothing; give it/],
    ['a topic that does not exist', withRules('overrides:', '  - phrase: sick', '    topic: farm.cows'), /^line 8: "brands\.0\.rules\.overrides\.0\.topic" is "farm\.cows", which is no topic of the taxonomy/],
    ['a tone that is none', withRules('lexicon: [{phrase: sick, sentiment: great}]'), /sentiment" must be one of "positive", "neutral", "negative", or be number\.$/],
    ['a tone beyond the scale', withRules('lexicon: [{phrase: sick, sentiment: 3}]'), /sentiment" must be one of "positive", "neutral", "negative", or be <= 1\.$/],
    ['a topic in another spelling', withRules('overrides: [{phrase: sick, topic: Cows}]'), /^line 6: "brands\.0\.rules\.overrides\.0\.topic" must match/],
    ['a channel that does not exist', withRules('overrides:', '  - phrase: sick', '    intent: praise', '    channel: pigeon'), /^line 9: "brands\.0\.rules\.overrides\.0\.channel" is "pigeon", which is no channel/],
    ['an intent that does not exist', withRules('overrides: [{phrase: sick, intent: anger}]'), /^line 6: "brands\.0\.rules\.overrides\.0\.intent" must/],
    ['501 overrides', withRules(`overrides: [${Array.from({ length: 501 }, (_, at) => `{phrase: p${at}, sentiment: positive}`).join()}]`), /^line 6: "brands\.0\.rules\.overrides" must not have more than 500/],
  ])('with %s is refused by key, line and expectation', (_what, yaml, problem) => {
    expect(problemOf(yaml)).toMatch(problem);
    expect(problemOf(yaml)).not.toMatch(/\n/);
  }); // prettier-ignore

  it.each([
    ['everything there is', withRules('lexicon:', '  - {phrase: "sick deal*", sentiment: positive}', '  - {phrase: meh, sentiment: -0.2}', 'overrides:', '  - {phrase: "app _ sick", sentiment: negative, topic: app.crash, intent: complaint, channel: kiosk}')],
    ['nothing', withRules('{}')],
    ['a topic that is configured', `${withRules('overrides: [{phrase: moo, topic: farm.cows}]')}\ntaxonomy: {topics: [{id: farm.cows, phrases: [cow]}]}`],
  ])('with %s is read', (_what, yaml) => {
    expect(problemOf(yaml)).toBeUndefined();
  }); // prettier-ignore
});
