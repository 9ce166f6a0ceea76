import type { ChannelStatusView } from '../api/types';

export interface Condition {
  label: string;
  tone: 'good' | 'waiting' | 'moving' | 'bad' | 'stopped';
}

/** How its connections stand. */
export function conditionOf({ enabled, bound, connections }: ChannelStatusView): Condition {
  if (enabled === false || connections === 0) {
    return { label: '已停用', tone: 'stopped' };
  }
  if (bound === 0) {
    return { label: '已断开', tone: 'bad' };
  }
  return bound < connections ? { label: '部分连接', tone: 'waiting' } : { label: '正常', tone: 'good' };
}

/** What the operator has set it to; nothing while it simply runs. */
export function modeOf({ mode }: ChannelStatusView): Condition | undefined {
  switch (mode?.toLowerCase()) {
    case 'paused':
      return { label: '已暂停', tone: 'stopped' };
    case 'draining':
      return { label: '排空中', tone: 'moving' };
    default:
      return undefined;
  }
}
