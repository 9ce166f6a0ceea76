import dayjs from 'dayjs';
import { describe, expect, it } from 'vitest';
import { delayOf, describeLane, hoursOf, nameMoment } from '../src/sending/laneRules';

const reminder = { lane: 'reminder', opensAt: '07:00', closesAt: '22:00', timeToLiveSeconds: 43_200 };
const at = (clock: string) => dayjs(`2026-11-22T${clock}`);

describe('describeLane', () => {
  it.each([
    [{ lane: 'critical' }, '全天发送，不过期'],
    [{ lane: 'otp', timeToLiveSeconds: 300 }, '全天发送，5 分钟内有效'],
    [{ lane: 'otp', timeToLiveSeconds: 90 }, '全天发送，90 秒内有效'],
    [reminder, '07:00 至 22:00 发送，12 小时内有效'],
    [{ ...reminder, timeToLiveSeconds: 86_400 }, '07:00 至 22:00 发送，24 小时内有效'],
    [{ ...reminder, timeToLiveSeconds: 172_800 }, '07:00 至 22:00 发送，2 天内有效'],
    [{ lane: 'promotion', suffix: '拒收请回复R' }, '全天发送，不过期，自动附加“拒收请回复R”'],
  ])('describes %o', (rule, text) => {
    expect(describeLane(rule)).toBe(text);
  });
});

describe('delayOf', () => {
  it.each(['07:00', '12:00', '21:59:59'])('is none at %s', (clock) => {
    expect(delayOf(reminder, at(clock))).toBeUndefined();
  });

  it.each([
    ['00:00', '2026-11-22 07:00'],
    ['06:59:59', '2026-11-22 07:00'],
    ['22:00', '2026-11-23 07:00'],
    ['23:30', '2026-11-23 07:00'],
  ])('lasts from %s until %s', (clock, opens) => {
    const delay = delayOf(reminder, at(clock));
    expect(delay?.opens.format('YYYY-MM-DD HH:mm')).toBe(opens);
    expect(delay?.expires).toBe(false);
  });

  it('says that a message gets too old meanwhile', () => {
    expect(delayOf({ ...reminder, timeToLiveSeconds: 3_600 }, at('22:00'))?.expires).toBe(true);
    expect(delayOf({ ...reminder, timeToLiveSeconds: 3_600 }, at('06:30'))?.expires).toBe(false);
  });

  it('is none for a lane that is always open', () => {
    expect(delayOf({ lane: 'critical' }, at('03:00'))).toBeUndefined();
    expect(delayOf({ lane: 'critical', opensAt: '00:00', closesAt: '00:00' }, at('03:00'))).toBeUndefined();
  });

  it('knows the end of the day by 00:00', () => {
    const rule = { lane: 'care', opensAt: '06:00', closesAt: '00:00' };
    expect(delayOf(rule, at('23:59'))).toBeUndefined();
    expect(delayOf(rule, at('05:00'))?.opens.format('HH:mm')).toBe('06:00');
    expect(hoursOf(rule)).toBe('06:00 至 24:00');
  });
});

it.each([
  ['2026-11-22T07:00', '今天 07:00'],
  ['2026-11-23T07:00', '明天 07:00'],
  ['2026-11-25T07:00', '11月25日 07:00'],
])('names %s', (moment, name) => {
  expect(nameMoment(dayjs(moment), at('01:00'))).toBe(name);
});
