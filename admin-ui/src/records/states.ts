export type Tone = 'waiting' | 'moving' | 'good' | 'bad' | 'stopped';

interface StateWording {
  label: string;
  tone: Tone;
  hint: string;
}

/** States of a message as the API spells them, in the order of a message's life. */
export const states: Record<string, StateWording> = {
  accepted: { label: '已接收', tone: 'waiting', hint: '已落库，等待分派' },
  scheduled: { label: '定时中', tone: 'waiting', hint: '等待设定的发送时间' },
  held: { label: '待时段', tone: 'waiting', hint: '不在本类短信的发送时段，到时自动发送' },
  queued: { label: '排队中', tone: 'moving', hint: '已选定通道，等待提交' },
  submitting: { label: '提交中', tone: 'moving', hint: '正在提交给运营商' },
  submitted: { label: '已提交', tone: 'moving', hint: '运营商已接收，等待送达报告' },
  delivered: { label: '已送达', tone: 'good', hint: '手机已收到' },
  failed: { label: '未送达', tone: 'bad', hint: '运营商报告失败或没有可用通道' },
  expired: { label: '已过期', tone: 'bad', hint: '超过本类短信的时限，没有发送' },
  blocked: { label: '已拦截', tone: 'bad', hint: '按规则没有发送' },
  cancelled: { label: '已撤回', tone: 'stopped', hint: '发送前撤回' },
  unknown: { label: '无报告', tone: 'stopped', hint: '超过 72 小时没有收到送达报告' },
  uncertain: { label: '待核实', tone: 'bad', hint: '提交时连接中断，可能已发出，系统不会自动重发' },
};

export const stateChoices = Object.entries(states).map(([value, { label }]) => ({ value, label }));
