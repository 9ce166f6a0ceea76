import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { Link } from 'react-router';
import type { ChannelStatusView } from '../api/types';
import { type OperationName, operations, operationsOf } from './operations';

interface ChannelActionsProps {
  channel: ChannelStatusView;
  onOperate: (name: OperationName) => void;
}

const shown = 2;

/** The likeliest operations as buttons, the others in a menu, and the way to the events. */
export function ChannelActions({ channel, onOperate }: ChannelActionsProps) {
  const names = operationsOf(channel);
  return (
    <span className="channel-actions">
      {names.slice(0, shown).map((name) => (
        <Button
          key={name}
          type="link"
          size="small"
          aria-label={`${operations[name].label} ${channel.name}`}
          onClick={() => onOperate(name)}
        >
          {operations[name].label}
        </Button>
      ))}
      <Dropdown
        trigger={['click']}
        menu={{
          items: names.slice(shown).map((name) => ({
            key: name,
            label: operations[name].label,
            danger: name === 'disable',
          })),
          onClick: ({ key }) => onOperate(key as OperationName),
        }}
      >
        <Button type="link" size="small" aria-label={`更多操作 ${channel.name}`}>
          更多 <DownOutlined />
        </Button>
      </Dropdown>
      <Link to={`/channels/${encodeURIComponent(channel.id)}`} aria-label={`事件 ${channel.name}`}>
        事件
      </Link>
    </span>
  );
}
