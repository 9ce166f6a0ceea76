import type { Dayjs } from 'dayjs';
import type { LaneRule } from '../api/types';

const units: [seconds: number, name: string][] = [
  [86_400, '天'],
  [3_600, '小时'],
  [60, '分钟'],
  [1, '秒'],
];

/** Hours, lifetime and suffix of a lane in one line. */
export function describeLane(rule: LaneRule): string {
  const { timeToLiveSeconds, suffix } = rule;
  return [
    hoursOf(rule) === undefined ? '全天发送' : `${hoursOf(rule)} 发送`,
    timeToLiveSeconds === undefined ? '不过期' : `${durationOf(timeToLiveSeconds)}内有效`,
    ...(suffix ? [`自动附加“${suffix}”`] : []),
  ].join('，');
}

/** `07:00 至 22:00`; undefined when the lane is always open. */
export function hoursOf(rule: LaneRule): string | undefined {
  const hours = minutesOf(rule);
  return hours && `${rule.opensAt} 至 ${hours.to === dayMinutes ? '24:00' : rule.closesAt}`;
}

/** When a closed lane opens after a time; undefined when it is open then. Both read as the hospital's clock. */
export function opensAfter(rule: LaneRule, at: Dayjs): Dayjs | undefined {
  const hours = minutesOf(rule);
  if (hours === undefined) {
    return undefined;
  }
  const minute = at.hour() * 60 + at.minute();
  if (minute >= hours.from && minute < hours.to) {
    return undefined;
  }
  const day = minute < hours.from ? at : at.add(1, 'day');
  return day
    .startOf('day')
    .hour(Math.floor(hours.from / 60))
    .minute(hours.from % 60);
}

export interface Delay {
  opens: Dayjs;
  /** The message is too old by then and is not sent at all. */
  expires: boolean;
}

/** What closed hours do to a message that is to go at a time; undefined when it goes at once. */
export function delayOf(rule: LaneRule, at: Dayjs): Delay | undefined {
  const opens = opensAfter(rule, at);
  if (opens === undefined) {
    return undefined;
  }
  const lifetime = rule.timeToLiveSeconds;
  return { opens, expires: lifetime !== undefined && opens.diff(at, 'second') >= lifetime };
}

/** `今天 07:00`, `明天 07:00` or `11月25日 07:00`. */
export function nameMoment(moment: Dayjs, now: Dayjs): string {
  const days = moment.startOf('day').diff(now.startOf('day'), 'day');
  const day = days === 0 ? '今天' : days === 1 ? '明天' : moment.format('M月D日');
  return `${day} ${moment.format('HH:mm')}`;
}

const dayMinutes = 24 * 60;

function minutesOf({ opensAt, closesAt }: LaneRule): { from: number; to: number } | undefined {
  if (opensAt === undefined || closesAt === undefined) {
    return undefined;
  }
  const from = readClock(opensAt);
  // The end of the day comes as 00:00.
  const to = readClock(closesAt) || dayMinutes;
  return from === 0 && to === dayMinutes ? undefined : { from, to };
}

function readClock(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

function durationOf(seconds: number): string {
  const [size, name] = units.find(
    ([unit]) => seconds % unit === 0 && (unit !== 86_400 || seconds > unit),
  ) ?? [1, '秒'];
  return `${seconds / size} ${name}`;
}
