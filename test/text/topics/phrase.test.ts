import { describe, expect, it } from 'vitest';
import { createTopicReader } from '../../../pipelines/text/topics/topic-reader.ts';
import { TaxonomyError, type Topic } from '../../../pipelines/text/topics/taxonomy.ts';

const topic = (id: string, phrases: string[], not: string[] = []): Topic => ({ id, title: id, phrases, not });
/** What a phrase finds in a text. */
const found = (phrase: string, text: string, not: string[] = []) =>
  createTopicReader([topic('a.b', [phrase], not)])(text).flatMap(({ matches }) =>
    matches.map((match) => match.text),
  );

describe('a phrase', () => {
  it.each<[phrase: string, text: string, finds: string[]]>([
    ['late', 'Late, later, LATE', ['Late', 'LATE']],
    ['late', 'plate chocolate', []],
    ['deliver*', 'Deliver delivered deliveries, deli', ['Deliver', 'delivered', 'deliveries']],
    ['never arrived', 'it never  arrived', ['never  arrived']],
    ['never arrived', 'never. Arrived', []],
    ['never arrived', 'never ever arrived', []],
    ['never _ arrived', 'never ever once did arrived', ['never ever once did arrived']],
    ['never ... arrived', 'never arrived', ['never arrived']],
    ['never … arrived', 'never a b c d arrived', []],
    ['never _ arrived', 'never! It arrived', []],
    ['lost|missing bag|bags', 'missing bags and a lost bag', ['missing bags', 'lost bag']],
    ['cancel*|end my', 'cancelling my plan', ['cancelling my']],
    ["won't load", 'it wont load, WON’T LOAD', ['wont load', 'WON’T LOAD']],
    ['check-in', 'check in, Check-In, checkin', ['check in', 'Check-In']],
    ['café', 'CAFE\u0301', ['CAFE\u0301']],
    ['#DeleteAcme', 'delete acme #deleteacme #DeleteAcme', ['deleteacme', 'DeleteAcme']],
    ['never again', '#neveragain and #NeverAgain', ['neveragain', 'NeverAgain']],
    ['again', '#NeverAgain', ['Again']],
    ['lost|missing bag*', '#missingbags #lostbaggage', ['missingbags', 'lostbaggage']],
    ['never _ again', '#neveragain', []],
    ['neveragain', '#NeverAgain', ['NeverAgain']],
    ['so #MyBag was lost', 'so #MyBag was lost', ['so #MyBag was lost']],
    ['a _ b _ c', 'a x b y c', ['a x b y c']],
    ['on hold', 'on hold on hold', ['on hold', 'on hold']],
  ])('%j finds in %j %j', (phrase, text, finds) => {
    expect(found(phrase, text)).toEqual(finds);
  });

  it.each<[phrase: string, says: string]>([
    ['_ late', 'starts with a gap'],
    ['late ...', 'ends with a gap'],
    ['a _ _ b', 'two gaps in a row'],
    ['a _ b _ c _ d', 'more than 2 gaps'],
    ['re*fund', '"*" inside a word'],
    ['*', 'there is no word'],
    ['a*', 'nearly any word'],
    ['lost| bag', 'empty place beside "|"'],
    ['check-in|bag', '"check-in" among alternatives'],
    ['😡', 'there is no word'],
    ['   ', 'empty place'],
  ])('%j is refused, because it %s', (phrase, says) => {
    const compile = () => createTopicReader([topic('pay.refund', ['fine'], [phrase])]);
    expect(compile).toThrow(TaxonomyError);
    expect(compile).toThrow(`Topic "pay.refund": the phrase "${phrase}" `);
    expect(compile).toThrow(says);
  });
});

describe('a "not" phrase', () => {
  it('cancels what it shares a word with, and nothing else', () => {
    const not = ['no refund needed'];
    expect(found('refund', 'No refund needed', not)).toEqual([]);
    expect(found('refund', 'no refund needed? I need a refund', not)).toEqual(['refund']);
    expect(found('refund', 'no refund', not)).toEqual(['refund']);
    expect(found('a refund', 'not a refund', ['not _ refund'])).toEqual([]);
  });

  it('of one topic does not touch another', () => {
    const read = createTopicReader([topic('a.one', ['refund'], ['no refund']), topic('a.two', ['refund'])]);
    expect(read('no refund').map((hit) => hit.topic)).toEqual(['a.two']);
  });
});

describe('matches', () => {
  it('do not overlap: the first wins, then the longest', () => {
    const read = createTopicReader([topic('a.b', ['on', 'on hold', 'hold music', 'on hold for hours'])]);
    const text = 'on hold for hours, hold music';
    expect(read(text)).toEqual([
      {
        topic: 'a.b',
        matches: [
          { start: 0, end: 17, text: 'on hold for hours' },
          { start: 19, end: 29, text: 'hold music' },
        ],
      },
    ]);
  });

  it('are reported by topic, in the order of the taxonomy', () => {
    const read = createTopicReader([topic('z.last', ['late']), topic('a.first', ['flight', 'late flight'])]);
    expect(read('flight, late flight').map((hit) => [hit.topic, hit.matches.length])).toEqual([
      ['z.last', 1],
      ['a.first', 2],
    ]);
  });
});
