import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_WEIGHTS } from '../../pipelines/metrics/settings.ts';
import { careOf } from '../../server/care.ts';
import { readConfig } from '../../server/config.ts';
import { parseConfigFile } from '../../server/config-file.ts';
import { temporaryDir } from '../helpers/server.ts';

const problemOf = (yaml: string) => parseConfigFile(yaml).problem;
const withCare = (...lines: string[]) =>
  ['brands:', '  - id: a', '    name: A', '    zone: Europe/Paris', '    care:', ...lines.map((line) => `      ${line}`)].join('\n'); // prettier-ignore

describe('the care of a brand in the configuration', () => {
  it.each<[string, string, RegExp]>([
    ['a key that does not exist', withCare('holiday: [2026-12-25]'), /^line 6: "brands\.0\.care\.holiday" is not a key/],
    ['a day that does not exist', withCare('hours: {monday: ["09:00-18:00"]}'), /^line 6: "brands\.0\.care\.hours\.monday" is not a key/],
    ['a time that does not exist', withCare('hours:', '  mon: [9-18]'), /^line 7: "brands\.0\.care\.hours\.mon\.0" must match/],
    ['an empty interval', withCare('hours:', '  mon: ["09:00-12:00"]', '  tue: ["09:00-09:00"]'), /^line 8: "brands\.0\.care\.hours\.tue\.0" is "09:00-09:00"; expected an end after its start: it is empty\.$/],
    ['an interval past midnight', withCare('hours:', '  sat: ["22:00-02:00"]'), /^line 7: "brands\.0\.care\.hours\.sat\.0" is "22:00-02:00"; expected an end after its start: what goes past midnight is two/],
    ['intervals that overlap', withCare('hours:', '  mon:', '    - 09:00-12:00', '    - 11:00-13:00'), /^line 9: "brands\.0\.care\.hours\.mon\.1" is "11:00-13:00"; expected no overlap with "09:00-12:00" of the same day\.$/],
    ['no open day', withCare('hours: {}'), /^line 6: "brands\.0\.care\.hours" has no open day; expected an interval/],
    ['a holiday that does not exist', withCare('hours: {mon: ["09:00-18:00"]}', 'holidays: [2026-12-25, 2026-02-30]'), /^line 7: "brands\.0\.care\.holidays\.1" is "2026-02-30"; expected a date that exists/],
    ['a holiday in another spelling', withCare('holidays: [25.12.2026]'), /^line 6: "brands\.0\.care\.holidays\.0" must match/],
    ['a competitor of two lines', withCare('competitors: ["zoom\\nco"]'), /^line 6: "brands\.0\.care\.competitors\.0" must match/],
    ['a target of nothing', withCare('targets: {default: 0}'), /^line 6: "brands\.0\.care\.targets\.default" must be >= 1/],
    ['a clock that does not exist', withCare('targets: {clock: lunar}'), /^line 6: "brands\.0\.care\.targets\.clock" must/],
    ['retention out of order', withCare('costs:', '  retention: {low: 0.3, base: 0.2, high: 0.4}'), /^line 7: "brands\.0\.care\.costs\.retention" is low 0\.3, base 0\.2, high 0\.4; expected low ≤ base ≤ high\.$/],
    ['retention that is no share', withCare('costs: {retention: {low: 0, base: 0.2, high: 20}}'), /^line 6: "brands\.0\.care\.costs\.retention\.high" must be <= 1/],
    ['weights of health that do not add up', 'weights:\n  health: {reputation: 0.4, service: 0.4, loyalty: 0.25}', /^line 2: "weights\.health" adds up to 1\.05; expected weights that add up to 1\.$/],
    ['weights of reputation that do not add up', 'weights:\n  reputation:\n    netSentiment: 0.5\n    negativeVelocity: 0.25\n    shareOfPositive: 0.2', /^line 3: "weights\.reputation" adds up to 0\.95; expected/],
    ['weights all nothing', 'weights: {health: {reputation: 0, service: 0, loyalty: 0}}', /^line 1: "weights\.health" adds up to 0; expected/],
    ['a weight that is missing', 'weights: {health: {reputation: 0.5, service: 0.5}}', /^line 1: "weights\.health" needs the key "loyalty"/],
    ['a threshold that is no share', 'weights: {churnThreshold: 1.5}', /^line 1: "weights\.churnThreshold" must be <= 1/],
  ])('with %s is refused by key, line and expectation', (_what, yaml, problem) => {
    expect(problemOf(yaml)).toMatch(problem);
    expect(problemOf(yaml)).not.toMatch(/\n/);
  }); // prettier-ignore

  it.each([
    ['intervals that touch', withCare('hours: {mon: ["09:00-12:00", "12:00-24:00"]}')],
    ['holidays as YAML writes dates', withCare('hours: {mon: [09:00-12:00]}', 'holidays: [2024-02-29]')],
    ['retention all alike', withCare('costs: {retention: {low: 0.2, base: 0.2, high: 0.2}}')],
    ['thirds, which do not quite add up', 'weights: {health: {reputation: 0.3333333, service: 0.3333333, loyalty: 0.3333334}}'],
    ['tenths, which do not add up exactly', 'weights: {reputation: {netSentiment: 0.7, negativeVelocity: 0.2, shareOfPositive: 0.1}}'],
  ])('with %s is read', (_what, yaml) => {
    expect(problemOf(yaml)).toBeUndefined();
  }); // prettier-ignore
});

describe('care as it is configured', () => {
  const dir = temporaryDir();
  afterAll(() => rmSync(dir, { recursive: true }));
  const careFrom = (yaml: string) => {
    const path = join(dir, 'brandwall.yaml');
    writeFileSync(path, yaml);
    return careOf(readConfig([], { BRANDWALL_CONFIG: path }));
  };
  const noon = Date.parse('2025-11-03T12:00:00Z');
  const DAY = 86_400_000;

  it('is a desk with its hours and holidays in the zone of its brand, and a brand with none never closes', () => {
    const { calendarOf, settingsOf } = careFrom(
      `${withCare('hours: {mon: ["09:00-17:00"], tue: ["09:00-17:00"]}', 'holidays: [2025-11-04]')}\n  - {id: b, name: B}`,
    );
    const desk = calendarOf('a');
    expect(desk?.openMs(noon, noon + 2 * DAY)).toBe(4 * 3_600_000);
    expect(desk?.isOpen(Date.parse('2025-11-03T08:00:00Z'))).toBe(true);
    expect(desk?.isOpen(Date.parse('2025-11-03T07:59:00Z'))).toBe(false);
    expect(calendarOf('a')).toBe(desk);
    expect(settingsOf('a').zone).toBe('Europe/Paris');
    expect(calendarOf('b')).toBeNull();
    expect(settingsOf('b')).toMatchObject({ zone: 'UTC', care: {}, weights: DEFAULT_WEIGHTS });
  });

  it('gives every brand the weights of the file, one that nobody configured too', () => {
    const { settingsOf, calendarOf } = careFrom(
      'brands: [{id: a, name: A}]\nweights: {health: {reputation: 0.2, service: 0.3, loyalty: 0.5}, churnThreshold: 0.7}',
    );
    for (const brand of ['a', 'nobody'])
      expect(settingsOf(brand).weights).toEqual({
        reputation: DEFAULT_WEIGHTS.reputation,
        health: { reputation: 0.2, service: 0.3, loyalty: 0.5 },
        churnThreshold: 0.7,
      });
    expect(calendarOf('nobody')).toBeNull();
    expect(settingsOf('nobody').brand).toBe('nobody');
  });

  it('can be written as the README does', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const examples = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? '');
    expect(examples.filter((yaml) => yaml.includes('care:') && yaml.includes('weights:'))).not.toEqual([]);
    for (const yaml of examples) expect(problemOf(yaml)).toBeUndefined();
  });
});
