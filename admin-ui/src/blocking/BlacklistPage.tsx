import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import type { BlacklistRequest, BlacklistView, Page } from '../api/types';
import { PageHead } from '../app/PageHead';
import { EntryModal } from '../table/EntryModal';
import { type QueryColumn, QueryTable } from '../table/QueryTable';
import { RemoveButton } from '../table/RemoveButton';
import { useChange } from '../table/useChange';
import { phoneRule } from '../wording/phoneRule';
import { formatTime } from '../wording/time';

const queryKey = 'blacklist';

export function Component() {
  const [form] = Form.useForm<BlacklistRequest>();
  const [entry, setEntry] = useState<Partial<BlacklistRequest> | null>(null);
  const add = useChange({
    queryKey,
    change: (request: BlacklistRequest) => api.post('/blacklist', request),
    done: '已加入黑名单',
    ownsProblems: true,
  });
  const remove = useChange({
    queryKey,
    change: (id: string) => api.delete(`/blacklist/${id}`),
    done: '已移出黑名单',
  });
  const columns: QueryColumn<BlacklistView>[] = [
    { title: '手机号码', dataIndex: 'phone', className: 'number' },
    { title: '原因', dataIndex: 'reason', className: 'wrap' },
    { title: '登记人', dataIndex: 'createdBy' },
    { title: '登记时间', dataIndex: 'createdAt', className: 'number', render: formatTime },
    {
      title: '操作',
      width: 96,
      render: (_, row) => (
        <RemoveButton
          label="移出"
          subject={row.phone}
          question={`将 ${row.phone} 移出黑名单？`}
          consequence="移出后，该号码可以再次收到短信，立即生效。"
          onConfirm={() => remove.mutateAsync(row.id)}
        />
      ),
    },
  ];

  return (
    <>
      <PageHead
        title="黑名单"
        note="名单中的号码不会收到任何类别的短信，包括危急值；对正在排队的短信不追溯。"
      >
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEntry({})}>
          加入号码
        </Button>
      </PageHead>
      <QueryTable<BlacklistView>
        label="黑名单"
        queryKey={queryKey}
        columns={columns}
        rowKey="id"
        empty="黑名单中没有号码"
        load={(query, signal) => api.get<Page<BlacklistView>>('/blacklist', { query, signal })}
      />
      <EntryModal
        title="加入黑名单"
        form={form}
        entry={entry}
        onSave={(request) => add.mutateAsync({ phone: request.phone.trim(), reason: request.reason.trim() })}
        onClose={() => setEntry(null)}
      >
        <Form.Item
          name="phone"
          label="手机号码"
          rules={[{ required: true, message: '请输入手机号码' }, phoneRule]}
        >
          <Input inputMode="tel" autoComplete="off" maxLength={24} />
        </Form.Item>
        <Form.Item
          name="reason"
          label="原因"
          rules={[{ required: true, whitespace: true, message: '请输入原因' }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount />
        </Form.Item>
      </EntryModal>
    </>
  );
}
