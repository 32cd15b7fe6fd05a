import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_TAXONOMY } from '../../pipelines/text/topics/default/default-taxonomy.ts';
import { createTopicReader } from '../../pipelines/text/topics/topic-reader.ts';
import { parseConfigFile } from '../../server/config-file.ts';
import { readConfig } from '../../server/config.ts';
import { temporaryDir } from '../helpers/server.ts';

const problemOf = (yaml: string) => parseConfigFile(yaml).problem;
const withTopics = (...lines: string[]) =>
  ['taxonomy:', '  topics:', ...lines.map((line) => `    ${line}`)].join('\n');
const cows = ['- id: farm.cows', '  phrases: [cow, cows]'];

describe('the taxonomy of a configuration', () => {
  it.each<[string, string, RegExp]>([
    ['a key that does not exist', 'taxonomy:\n  extends: true\n  topics: []', /^line 2: "taxonomy\.extends" is not a key/],
    ['no topics', 'taxonomy: {extend: false}', /^line 1: "taxonomy" needs the key "topics"/],
    ['an id without a branch', withTopics('- id: cows', '  phrases: [cow]'), /^line 3: "taxonomy\.topics\.0\.id" must match/],
    ['an id given twice', withTopics(...cows, '- id: farm.hens', '  phrases: [hen]', '- phrases: [calf]', '  id: farm.cows'), /^line 8: "taxonomy\.topics\.2\.id" is "farm\.cows" a second time; put all/],
    ['a new topic without phrases', withTopics('- id: farm.cows', '  phrases: []'), /^line 4: "taxonomy\.topics\.0\.phrases" has no phrase, and "farm\.cows" is no built-in topic; expected one/],
    ['a built-in topic that loses its phrases', 'taxonomy:\n  extend: false\n  topics:\n    - {id: payments.refund, phrases: []}', /^line 4: "taxonomy\.topics\.0\.phrases" has no phrase/],
    ['a phrase that says nothing', withTopics('- id: farm.cows', '  phrases:', '    - cow', '    - "*"'), /^line 6: "taxonomy\.topics\.0\.phrases\.1" is "\*", which has "\*", in which there is no word/],
    ['a phrase that is nearly any word', withTopics('- id: farm.cows', '  phrases: [c*]'), /^line 4: "taxonomy\.topics\.0\.phrases\.0" is "c\*", which has "c\*", which is nearly any word; put two/],
    ['a phrase of marks', withTopics('- id: farm.cows', '  phrases: ["(.*)+$"]'), /^line 4: "taxonomy\.topics\.0\.phrases\.0" is "\(\.\*\)\+\$", which has "\*" inside a word/],
    ['an alternative of two words', withTopics('- id: farm.cows', '  phrases: ["check-in|desk"]'), /^line 4: .* is "check-in\|desk", which has "check-in" among alternatives/],
    ['a gap at the end of an exception', withTopics(...cows, '  not: [cow bell, "cow _"]'), /^line 5: "taxonomy\.topics\.0\.not\.1" is "cow _", which ends with a gap/],
    ['a phrase with a line break', withTopics('- id: farm.cows', '  phrases: ["\\n"]'), /^line 4: .*phrases\.0" is "\\n", which has/],
    ['an empty phrase', withTopics('- id: farm.cows', '  phrases: [""]'), /^line 4: "taxonomy\.topics\.0\.phrases\.0" must not have fewer/],
    ['a phrase of 121 characters', withTopics('- id: farm.cows', `  phrases: [${'x'.repeat(121)}]`), /^line 4: "taxonomy\.topics\.0\.phrases\.0" must not have more than 120/],
    ['501 phrases', withTopics('- id: farm.cows', `  phrases: [${'cow,'.repeat(501)}]`), /^line 4: "taxonomy\.topics\.0\.phrases" must not have more than 500/],
    ['501 topics', withTopics(...Array.from({ length: 501 }, (_, at) => `- {id: farm.t${at}, phrases: [cow]}`)), /^line 3: "taxonomy\.topics" must not have more than 500/],
    ['a number for a phrase', withTopics('- id: farm.cows', '  phrases: [404]'), /^line 4: "taxonomy\.topics\.0\.phrases\.0" must be string/],
  ])('with %s is refused by key, line and expectation', (_what, yaml, problem) => {
    expect(problemOf(yaml)).toMatch(problem);
    expect(problemOf(yaml)).not.toMatch(/\n/);
  }); // prettier-ignore

  it('that narrows a built-in topic needs no phrases', () => {
    expect(
      problemOf(withTopics('- id: payments.refund', '  phrases: []', '  not: [refund policy]')),
    ).toBeUndefined();
  });
});

describe('what is configured', () => {
  const dir = temporaryDir();
  afterAll(() => rmSync(dir, { recursive: true }));
  const taxonomyFrom = (yaml: string) => {
    const path = join(dir, 'brandwall.yaml');
    writeFileSync(path, yaml);
    return readConfig([], { BRANDWALL_CONFIG: path }).taxonomy;
  };
  const topicsOf = (yaml: string, text: string) =>
    createTopicReader(taxonomyFrom(yaml))(text).map(({ topic }) => topic);

  it('stands beside the built-in topics, which are all there is without a file', () => {
    expect(readConfig([], {}).taxonomy).toBe(DEFAULT_TAXONOMY);
    expect(taxonomyFrom(withTopics(...cows)).map(({ id }) => id)).toEqual([
      ...DEFAULT_TAXONOMY.map(({ id }) => id),
      'farm.cows',
    ]);
    expect(topicsOf(withTopics(...cows), 'I want a refund for the cow')).toEqual([
      'payments.refund',
      'farm.cows',
    ]);
  });

  it('or stands instead of them', () => {
    const yaml = `taxonomy:\n  extend: false\n  topics: [{id: farm.cows, title: Cattle, phrases: [cow]}]`;
    expect(taxonomyFrom(yaml)).toEqual([{ id: 'farm.cows', title: 'Cattle', phrases: ['cow'], not: [] }]);
    expect(topicsOf(yaml, 'I want a refund for the cow')).toEqual(['farm.cows']);
    expect(taxonomyFrom('taxonomy: {extend: false, topics: []}')).toEqual([]);
  });
});
