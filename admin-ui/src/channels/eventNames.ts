const names: Record<string, string> = {
  created: '新增',
  changed: '修改',
  paused: '暂停',
  resumed: '恢复',
  draining: '排空',
  enabled: '启用',
  disabled: '停用',
  weight: '权重',
  rate: '速率',
  share: '份额',
  down: '断开',
  up: '连通',
  receipt_loss: '报告缺失',
  receipt_back: '报告恢复',
  rerouted: '改道',
  test: '测试',
  removed: '删除',
};

/** Chinese for a kind of event; an unknown one as it is. */
export function eventName(kind: string): string {
  return names[kind] ?? kind;
}
