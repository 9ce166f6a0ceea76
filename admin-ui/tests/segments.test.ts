import { describe, expect, it } from 'vitest';
import { clean, compose, countSegments, isValidSignature, signatureOf } from '../src/sending/segments';

const optOutSuffix = '拒收请回复R';
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

  it.each(['【】您好', '【您好', '您好【中心医院】', ' 【中心医院】您好'])(
    'signs %j, which begins with no whole signature',
    (content) => {
      expect(compose('市一医院', content, undefined)).toBe(`【市一医院】${content}`);
    },
  );

  it('counts a line end once', () => {
    expect(compose(undefined, 'a\r\nb', undefined)).toBe('a\nb');
  });
});

describe('signatures', () => {
  it.each([
    ['【市一医院】您好', '市一医院'],
    ['【甲】您好', '甲'],
    ['【】您好', undefined],
    ['【市一医院', undefined],
    ['您好【市一医院】', undefined],
    ['', undefined],
  ])('reads the signature at the front of %j', (text, signature) => {
    expect(signatureOf(text)).toBe(signature);
  });

  it.each([
    ['甲', false],
    ['甲乙', true],
    ['甲'.repeat(20), true],
    ['甲'.repeat(21), false],
    [pair, true],
    [pair.repeat(11), false],
    ['甲【乙', false],
    ['甲\n乙', false],
    [' 甲乙', false],
  ])('judges the signature %j', (text, valid) => {
    expect(isValidSignature(text)).toBe(valid);
  });
});

describe('clean', () => {
  it('leaves out what the server leaves out', () => {
    expect(clean('\ufeff一\u0000二\u0085\t三\r四')).toBe('一二\t三\n四');
  });
});
