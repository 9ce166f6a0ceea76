import { Tag } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { Page, ReplyView } from '../api/types';
import { PageHead } from '../app/PageHead';
import { type QueryColumn, QueryTable } from '../table/QueryTable';
import { formatTime } from '../wording/time';

const columns: QueryColumn<ReplyView>[] = [
  { title: '回复时间', dataIndex: 'receivedAt', className: 'number', render: formatTime },
  { title: '手机号码', dataIndex: 'from', className: 'number' },
  {
    title: '内容',
    dataIndex: 'content',
    className: 'wrap',
    width: '36%',
    render: (content: string, row) => (
      <>
        {content} {row.optedOut && <Tag className="tone-bad">已退订</Tag>}
        {!row.complete && <Tag className="tone-stopped">内容不完整</Tag>}
      </>
    ),
  },
  { title: '接入号', dataIndex: 'to', className: 'number' },
  { title: '通道', dataIndex: 'channel' },
  {
    title: '对应短信',
    dataIndex: 'messageId',
    render: (id: string | undefined) =>
      id === undefined ? <span className="muted">无</span> : <Link to={`/records/${id}`}>查看短信</Link>,
  },
];

export function Component() {
  return (
    <>
      <PageHead title="回复记录" note="患者回复的短信。长回复的分段未收齐时，先显示已收到的部分。" />
      <QueryTable<ReplyView>
        label="回复记录"
        queryKey="replies"
        columns={columns}
        rowKey="id"
        empty="还没有收到回复"
        load={(query, signal) => api.get<Page<ReplyView>>('/replies', { query, signal })}
        refreshable
        minWidth={900}
      />
    </>
  );
}
