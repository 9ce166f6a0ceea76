import { Alert } from 'antd';
import type { Dayjs } from 'dayjs';
import type { LaneRule } from '../api/types';
import { delayOf, hoursOf, nameMoment } from './laneRules';
import { laneName } from './lanes';

interface LaneNoticeProps {
  rule: LaneRule | undefined;
  now: Dayjs;
  /** When the message is to go; undefined: at once. */
  scheduledAt: Dayjs | undefined;
}

/** Says that the lane is closed when the message is to go, and when it opens. */
export function LaneNotice({ rule, now, scheduledAt }: LaneNoticeProps) {
  const delay = rule && delayOf(rule, scheduledAt ?? now);
  if (rule === undefined || delay === undefined) {
    return null;
  }
  const opens = nameMoment(delay.opens, now);
  return (
    <Alert
      type={delay.expires ? 'error' : 'warning'}
      showIcon
      role="status"
      className="lane-notice"
      title={`${scheduledAt ? '定时时间' : '现在'}不在“${laneName(rule.lane)}”的发送时段（${hoursOf(rule)}）`}
      description={
        delay.expires
          ? `时段 ${opens} 开始，届时短信已过有效期，不会发出。请改用定时发送。`
          : `短信会先保留，${opens} 起发出。`
      }
    />
  );
}
