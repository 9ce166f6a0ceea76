import { api } from '../api/client';
import type { ChannelStatusView, ChannelTestAnswer } from '../api/types';

export type OperationName = 'pause' | 'resume' | 'drain' | 'enable' | 'disable' | 'weight' | 'rate' | 'test';

export interface OperationEntry {
  reason?: string;
  weight?: number;
  rate?: number;
  to?: string;
  content?: string;
}

interface Operation {
  label: string;
  /** What it does, for the one who confirms it. */
  consequence: string;
  done: string;
}

export const operations: Record<OperationName, Operation> = {
  pause: {
    label: '暂停',
    consequence: '立即停止提交。已排队的短信等待恢复；新短信改走其他通道，没有其他通道时也在此等待。',
    done: '已暂停',
  },
  resume: { label: '恢复', consequence: '恢复正常收发，等待中的短信随即发出。', done: '已恢复' },
  drain: {
    label: '排空',
    consequence: '不再分配新短信，已排队的继续发完。没有其他通道可用时仍会分配。',
    done: '正在排空',
  },
  enable: { label: '启用', consequence: '重新连接网关并参与路由。', done: '已启用' },
  disable: {
    label: '停用',
    consequence: '断开网关并退出路由；已排队的短信等到重新启用，超时则过期。',
    done: '已停用',
  },
  weight: { label: '调整权重', consequence: '与其他可用通道按权重分担；0 表示不分配。', done: '权重已调整' },
  rate: { label: '调整速率', consequence: '每秒最多提交的条数；0 表示不限。', done: '速率已调整' },
  test: {
    label: '测试发送',
    consequence: '以默认签名发送一条真实短信，只走该通道，计费照常。',
    done: '测试短信已提交',
  },
};

/** What can be done with a channel as it stands, the most likely first. */
export function operationsOf({ enabled, mode }: ChannelStatusView): OperationName[] {
  if (enabled === false) {
    return ['enable', 'weight', 'rate'];
  }
  const running = (mode ?? 'running').toLowerCase() === 'running';
  return ['test', ...(running ? (['pause', 'drain'] as const) : (['resume'] as const)), 'weight', 'rate', 'disable'];
}

/** Does it. A test answers the id of its message. */
export async function operate(
  name: OperationName,
  channelId: string,
  entry: OperationEntry,
): Promise<string | undefined> {
  const path = `/channels/${encodeURIComponent(channelId)}/${name}`;
  const reason = entry.reason?.trim() ?? '';
  switch (name) {
    case 'weight':
      await api.put(path, { weight: entry.weight, reason });
      return undefined;
    case 'rate':
      await api.put(path, { rate: entry.rate, reason });
      return undefined;
    case 'test': {
      const content = entry.content?.trim();
      const answer = await api.post<ChannelTestAnswer>(path, { to: entry.to, ...(content ? { content } : {}) });
      return answer.messageId;
    }
    default:
      await api.post(path, { reason });
      return undefined;
  }
}
