import { useQuery } from '@tanstack/react-query';
import { type TableColumnType, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import { Outlet } from 'react-router';
import { api } from '../api/client';
import type { ChannelStatusView } from '../api/types';
import { PageHead } from '../app/PageHead';
import { DataTable } from '../table/DataTable';
import { useAttended } from '../table/useAttended';
import { carrierName } from '../wording/names';
import { ChannelActions } from './ChannelActions';
import { conditionOf, modeOf } from './condition';
import { readConnectionEvent } from './connectionEvent';
import { OperationModal, type PendingOperation } from './OperationModal';
import './channels.css';

const refreshEvery = 3_000;

const columns: TableColumnType<ChannelStatusView>[] = [
  {
    title: '通道',
    dataIndex: 'name',
    render: (name: string, row) => (
      <>
        {name}
        <br />
        <code className="muted">{row.id}</code>
      </>
    ),
  },
  {
    title: '状态',
    render: (_, row) => (
      <span className="tags">
        {[conditionOf(row), modeOf(row)].map(
          (condition) =>
            condition && (
              <Tag key={condition.label} className={`tone-${condition.tone}`}>
                {condition.label}
              </Tag>
            ),
        )}
      </span>
    ),
  },
  {
    title: '权重 / 健康份额',
    className: 'number',
    render: (_, row) => <Share channel={row} />,
  },
  {
    title: '连接',
    className: 'number',
    render: (_, row) => `${row.bound} / ${row.connections}`,
  },
  {
    title: '运营商 / 接入号',
    dataIndex: 'carriers',
    render: (carriers: string[], row) => (
      <>
        {carriers.map((carrier) => carrierName(carrier)).join('、')}
        <br />
        <span className="muted">{row.accessNumber}</span>
      </>
    ),
  },
  { title: '未应答 / 窗口', className: 'number', render: (_, row) => `${row.inFlight} / ${row.window}` },
  { title: '待发送', dataIndex: 'waiting', className: 'number' },
  {
    title: '最近事件',
    dataIndex: 'lastEvent',
    className: 'wrap',
    render: (event: string | undefined) =>
      event === undefined ? <span className="muted">无</span> : <LastEvent event={event} />,
  },
];

export function Component() {
  const attended = useAttended();
  const [pending, setPending] = useState<PendingOperation | null>(null);
  const channels = useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => api.get<ChannelStatusView[]>('/channels', { signal }),
    refetchInterval: attended ? refreshEvery : false,
  });
  return (
    <>
      <PageHead
        title="通道状态"
        note="运营商通道的实时情况，每 3 秒更新。操作一秒内生效，无须重启，均记入通道事件。"
      />
      <DataTable<ChannelStatusView>
        label="通道状态"
        columns={[
          ...columns,
          {
            title: '操作',
            fixed: 'right',
            width: 220,
            render: (_, row) => (
              <ChannelActions channel={row} onOperate={(name) => setPending({ name, channel: row })} />
            ),
          },
        ]}
        rows={channels.data}
        rowKey="id"
        error={channels.error}
        loading={channels.isPending}
        empty="没有配置通道，或通道服务尚未启动"
        onRetry={() => void channels.refetch()}
        minWidth={1080}
      />
      <OperationModal pending={pending} onClose={() => setPending(null)} />
      <Outlet />
    </>
  );
}

function Share({ channel: { weight, healthShare, healthReason } }: { channel: ChannelStatusView }) {
  if (weight === undefined || healthShare === undefined) {
    return <span className="muted">—</span>;
  }
  return (
    <Tooltip title={healthReason}>
      {weight} / {healthShare < 100 ? <Tag className="tone-waiting">{healthShare}%</Tag> : '100%'}
    </Tooltip>
  );
}

function LastEvent({ event }: { event: string }) {
  const { what, detail } = readConnectionEvent(event);
  return (
    <>
      {what}
      {detail && <div className="muted">{detail}</div>}
    </>
  );
}
