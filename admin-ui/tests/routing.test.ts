import { describe, expect, it } from 'vitest';
import { explainRouting } from '../src/records/routing';

describe('explainRouting', () => {
  it.each([
    [
      'carrier=Mobile by=prefix:138; channel=cmpp-mobile by=only',
      ['按号段 138 判定为中国移动。', '选用通道 cmpp-mobile：唯一符合的通道。'],
    ],
    [
      'carrier=Telecom by=ported; channel=t1 by=weight:30/100',
      ['号码在携号转网名单中，现属中国电信。', '选用通道 t1：按权重分配（30/100）。'],
    ],
    [
      'carrier=Unknown by=no-prefix; channel=none lane=otp',
      [
        '号段表中没有该号段，只能走三网合一的通道。',
        '没有可用通道（验证码），请检查通道是否启用、是否覆盖该运营商。',
      ],
    ],
    ['blocked by=blacklist', ['号码在本院黑名单中，没有发送。']],
    [
      'held by=lane_hours lane=promotion until=2026-11-23T08:00+08:00',
      ['不在“健康推广”的发送时段，2026-11-23 08:00:00 起分批发送。'],
    ],
    ['something=new', ['something=new']],
  ])('explains %s', (routing, sentences) => {
    expect(explainRouting(routing)).toEqual(sentences);
  });
});
