import { Button, Space, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { Page, ReplyView } from '../api/types';
import { PageHead } from '../app/PageHead';
import { type QueryColumn, QueryTable } from '../table/QueryTable';
import { useChange } from '../table/useChange';
import { formatTime } from '../wording/time';
import { phoneRule } from '../wording/phoneRule';
import { ReplyDrawer } from './ReplyDrawer';
import { matchName } from './matches';

const columns: QueryColumn<ReplyView>[] = [
  { title: '回复时间', dataIndex: 'receivedAt', className: 'number', render: formatTime },
  {
    title: '手机号码',
    dataIndex: 'from',
    className: 'number',
    filter: { name: 'phone', label: '手机号码', placeholder: '完整号码', rules: [phoneRule] },
  },
  {
    title: '内容',
    dataIndex: 'content',
    className: 'wrap',
    width: '30%',
    render: (content: string, row) => (
      <>
        {content} {row.optedOut && <Tag className="tone-bad">已退订</Tag>}
        {row.resubscribed && <Tag className="tone-good">恢复订阅</Tag>}
        {!row.complete && <Tag className="tone-stopped">内容不完整</Tag>}
      </>
    ),
  },
  {
    title: '所属系统',
    dataIndex: 'systemName',
    filter: { name: 'system', label: '系统编号' },
    render: (name: string | undefined) => name ?? <span className="muted">未知</span>,
  },
  {
    title: '科室',
    dataIndex: 'department',
    filter: { name: 'department', label: '科室' },
    render: (department: string | undefined) => department ?? <span className="muted">—</span>,
  },
  {
    title: '接入号',
    dataIndex: 'to',
    className: 'number',
    filter: { name: 'number', label: '接入号', placeholder: '可只写开头' },
  },
  {
    title: '对应短信',
    dataIndex: 'messageId',
    render: (id: string | undefined, row) =>
      id === undefined ? (
        <span className="muted">无</span>
      ) : (
        <>
          <Link to={`/records/${id}`}>查看短信</Link>
          <div className="muted">{matchName(row.matchedBy)}</div>
        </>
      ),
  },
  {
    title: '处理',
    dataIndex: 'handledBy',
    filter: {
      name: 'handled',
      label: '处理',
      options: [
        { value: 'false', label: '未处理' },
        { value: 'true', label: '已处理' },
      ],
    },
    render: (by: string | undefined, row) =>
      by === undefined ? (
        <span className="muted">未处理</span>
      ) : (
        <>
          {by}
          <div className="muted">{formatTime(row.handledAt)}</div>
        </>
      ),
  },
];

export function Component() {
  const [opened, setOpened] = useState<ReplyView | null>(null);
  const mark = useChange<ReplyView>({
    queryKey: 'replies',
    change: (row) => api.put(`/replies/${row.id}/handled`, { handled: row.handledBy === undefined }),
    done: '已更新',
  });
  const actions: QueryColumn<ReplyView> = {
    title: '操作',
    key: 'actions',
    render: (_, row) => (
      <Space>
        <Button type="link" size="small" onClick={() => setOpened(row)}>
          往来与答复
        </Button>
        <Button type="link" size="small" onClick={() => mark.mutate(row)}>
          {row.handledBy === undefined ? '标为已处理' : '标为未处理'}
        </Button>
      </Space>
    ),
  };

  return (
    <>
      <PageHead title="回复记录" note="患者回复的短信。长回复的分段未收齐时，先显示已收到的部分。" />
      <QueryTable<ReplyView>
        label="回复记录"
        queryKey="replies"
        columns={[...columns, actions]}
        rowKey="id"
        empty="还没有收到回复"
        load={(query, signal) => api.get<Page<ReplyView>>('/replies', { query, signal })}
        refreshable
        minWidth={1200}
      />
      {opened && <ReplyDrawer key={opened.id} reply={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
