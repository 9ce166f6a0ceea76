import { useQuery } from '@tanstack/react-query';
import { type TableColumnType, Tag } from 'antd';
import { api } from '../api/client';
import type { ChannelStatusView } from '../api/types';
import { PageHead } from '../app/PageHead';
import { DataTable } from '../table/DataTable';
import { useAttended } from '../table/useAttended';
import { carrierName } from '../wording/names';
import { readConnectionEvent } from './connectionEvent';

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
    render: (_, row) => {
      const { label, tone } = conditionOf(row);
      return <Tag className={`tone-${tone}`}>{label}</Tag>;
    },
  },
  {
    title: '连接',
    className: 'number',
    render: (_, row) => `${row.bound} / ${row.connections}`,
  },
  {
    title: '覆盖运营商',
    dataIndex: 'carriers',
    render: (carriers: string[]) => carriers.map((carrier) => carrierName(carrier)).join('、'),
  },
  { title: '接入号', dataIndex: 'accessNumber', className: 'number' },
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
  const channels = useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => api.get<ChannelStatusView[]>('/channels', { signal }),
    refetchInterval: attended ? refreshEvery : false,
  });
  return (
    <>
      <PageHead title="通道状态" note="运营商通道的实时连接情况，每 3 秒更新。" />
      <DataTable<ChannelStatusView>
        label="通道状态"
        columns={columns}
        rows={channels.data}
        rowKey="id"
        error={channels.error}
        loading={channels.isPending}
        empty="没有配置通道，或通道服务尚未启动"
        onRetry={() => void channels.refetch()}
        minWidth={960}
      />
    </>
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

function conditionOf({ bound, connections }: ChannelStatusView) {
  if (connections === 0) {
    return { label: '未启用', tone: 'stopped' };
  }
  if (bound === 0) {
    return { label: '已断开', tone: 'bad' };
  }
  return bound < connections ? { label: '部分连接', tone: 'waiting' } : { label: '正常', tone: 'good' };
}
