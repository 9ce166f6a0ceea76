import { Tag } from 'antd';
import { states } from './states';

export function StateTag({ state }: { state: string }) {
  const wording = states[state];
  return (
    <Tag className={`tone-${wording?.tone ?? 'stopped'}`} title={wording?.hint}>
      {wording?.label ?? state}
    </Tag>
  );
}
