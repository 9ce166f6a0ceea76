import { laneName } from '../sending/lanes';
import { carrierName } from '../wording/names';
import { formatTime } from '../wording/time';

const stops: Record<string, string> = {
  blacklist: '号码在本院黑名单中，没有发送。',
  opt_out: '患者已退订，本类短信不再发送。',
  lane_ttl: '超过本类短信的发送时限，没有发送。',
};

/** How a message was routed, a sentence a step. A step of an unknown form stays as it is. */
export function explainRouting(routing: string): string[] {
  return routing
    .split(';')
    .map((step) => step.trim())
    .filter((step) => step !== '')
    .map(explainStep);
}

function explainStep(step: string): string {
  const [head = '', ...rest] = step.split(' ');
  const fields = new Map(
    [head, ...rest].map((word) => {
      const at = word.indexOf('=');
      return at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
    }),
  );
  const by = fields.get('by') ?? '';
  if (fields.has('carrier')) {
    return explainCarrier(fields.get('carrier') ?? '', by) ?? step;
  }
  if (fields.has('channel')) {
    return explainChannel(fields.get('channel') ?? '', by, fields.get('lane')) ?? step;
  }
  if (head === 'held' && by === 'lane_hours') {
    const until = fields.get('until');
    return `不在“${laneName(fields.get('lane') ?? '')}”的发送时段${
      until ? `，${formatTime(until)} 起分批发送` : ''
    }。`;
  }
  return (head === 'blocked' || head === 'expired') && stops[by] !== undefined ? stops[by] : step;
}

function explainCarrier(carrier: string, by: string): string | undefined {
  const name = carrierName(carrier.toLowerCase());
  if (by === 'ported') {
    return `号码在携号转网名单中，现属${name}。`;
  }
  if (by === 'no-prefix') {
    return '号段表中没有该号段，只能走三网合一的通道。';
  }
  return by.startsWith('prefix:') ? `按号段 ${by.slice(7)} 判定为${name}。` : undefined;
}

function explainChannel(channel: string, by: string, lane: string | undefined): string | undefined {
  if (channel === 'none') {
    return `没有可用通道${lane ? `（${laneName(lane)}）` : ''}，请检查通道是否启用、是否覆盖该运营商。`;
  }
  if (by === 'only') {
    return `选用通道 ${channel}：唯一符合的通道。`;
  }
  const [weight, total] = by.startsWith('weight:') ? by.slice(7).split('/') : [];
  return weight && total ? `选用通道 ${channel}：按权重分配（${weight}/${total}）。` : undefined;
}
