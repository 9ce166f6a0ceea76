import { describe, expect, it } from 'vitest';
import { optOutSuffix } from '../src/sending/lanes';
import { compose, countSegments } from '../src/sending/segments';

const pair = '\u{20BB7}';

describe('countSegments', () => {
  it.each([
    ['', 1],
    ['一'.repeat(70), 1],
    ['一'.repeat(71), 2],
    ['一'.repeat(134), 2],
    ['一'.repeat(135), 3],
    ['a'.repeat(71), 2],
    ['一'.repeat(670), 10],
    ['一'.repeat(671), 11],
  ])('counts 70 units in one and 67 in each of several', (text, segments) => {
    expect(countSegments(text)).toBe(segments);
  });

  it('counts a surrogate pair as two units', () => {
    expect(countSegments(pair.repeat(35))).toBe(1);
    expect(countSegments(pair.repeat(36))).toBe(2);
  });

  it('never splits a surrogate pair', () => {
    // Units 67 and 68 are a pair: it moves whole to the second segment, and the last unit of 134 to a third.
    const text = `${'一'.repeat(66)}${pair}${'一'.repeat(66)}`;
    expect(text).toHaveLength(134);
    expect(countSegments(text)).toBe(3);
  });
});

describe('compose', () => {
  it('puts the signature in front and the suffix behind', () => {
    expect(compose('市一医院', '您好', optOutSuffix)).toBe('【市一医院】您好拒收请回复R');
  });

  it('adds neither a second signature nor a second suffix', () => {
    expect(compose('市一医院', '【中心医院】您好拒收请回复R', optOutSuffix)).toBe(
      '【中心医院】您好拒收请回复R',
    );
  });

  it('counts a line end once', () => {
    expect(compose(undefined, 'a\r\nb', undefined)).toBe('a\nb');
  });
});
