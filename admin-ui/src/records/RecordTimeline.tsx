import { Timeline } from 'antd';
import type { MessageView } from '../api/types';
import { formatTime } from '../wording/time';
import { states } from './states';

interface Step {
  key: string;
  at: string;
  text: string;
  colour?: string;
}

const finalColours: Record<string, string> = { good: 'green', bad: 'red' };

/** What happened to a message, oldest first. */
export function RecordTimeline({ record }: { record: MessageView }) {
  return (
    <Timeline
      items={stepsOf(record).map(({ key, at, text, colour }) => ({
        key,
        ...(colour === undefined ? {} : { color: colour }),
        content: (
          <>
            {text}
            <div className="muted number">{formatTime(at)}</div>
          </>
        ),
      }))}
    />
  );
}

function stepsOf(record: MessageView): Step[] {
  const waiting = record.state === 'scheduled' || record.state === 'held';
  const final = states[record.state];
  const steps: (Step | undefined)[] = [
    { key: 'accepted', at: record.acceptedAt, text: '已接收并落库' },
    step('dispatched', record.dispatchedAt, record.channel ? `分派到通道 ${record.channel}` : '分派检查'),
    ...record.segments.map((segment) =>
      step(
        `segment-${segment.index}`,
        segment.submittedAt,
        segment.result === undefined
          ? `第 ${segment.index} 段已被运营商接收`
          : `第 ${segment.index} 段提交未成功：${segment.result}`,
      ),
    ),
    ...record.segments.map((segment) =>
      step(
        `report-${segment.index}`,
        segment.reportedAt,
        `第 ${segment.index} 段收到状态报告${segment.status ? `：${segment.status}` : ''}`,
      ),
    ),
  ];
  const past = steps
    .filter((one) => one !== undefined)
    .sort((one, other) => new Date(one.at).getTime() - new Date(other.at).getTime());
  const end: (Step | undefined)[] = [
    waiting ? step('due', record.dueAt, '预定发送时间', 'gray') : undefined,
    step(
      'final',
      record.finalAt,
      final === undefined ? record.state : `${final.label}：${final.hint}`,
      finalColours[final?.tone ?? ''] ?? 'gray',
    ),
    record.finalAt === undefined && record.submittedAt === undefined
      ? step('expires', record.expiresAt, '最迟发送时间，过后作废', 'gray')
      : undefined,
  ];
  return [...past, ...end.filter((one) => one !== undefined)];
}

function step(key: string, at: string | undefined, text: string, colour?: string): Step | undefined {
  return at === undefined ? undefined : { key, at, text, ...(colour === undefined ? {} : { colour }) };
}
