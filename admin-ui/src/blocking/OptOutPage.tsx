import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import type { OptOutRequest, OptOutView, Page } from '../api/types';
import { PageHead } from '../app/PageHead';
import { EntryModal } from '../table/EntryModal';
import { type QueryColumn, QueryTable } from '../table/QueryTable';
import { RemoveButton } from '../table/RemoveButton';
import { useChange } from '../table/useChange';
import { phoneRule } from '../wording/phoneRule';
import { formatTime } from '../wording/time';

const queryKey = 'opt-outs';

export function Component() {
  const [form] = Form.useForm<OptOutRequest>();
  const [entry, setEntry] = useState<Partial<OptOutRequest> | null>(null);
  const add = useChange({
    queryKey,
    change: (request: OptOutRequest) => api.post('/opt-outs', request),
    done: '已登记退订',
    ownsProblems: true,
  });
  const remove = useChange({
    queryKey,
    change: (id: string) => api.delete(`/opt-outs/${id}`),
    done: '已撤销退订',
  });
  const columns: QueryColumn<OptOutView>[] = [
    { title: '手机号码', dataIndex: 'phone', className: 'number' },
    {
      title: '来源',
      dataIndex: 'source',
      render: (source: string) => (source === 'reply' ? '患者回复退订' : `人工登记（${source}）`),
    },
    { title: '退订时间', dataIndex: 'createdAt', className: 'number', render: formatTime },
    {
      title: '操作',
      width: 96,
      render: (_, row) => (
        <RemoveButton
          label="撤销"
          subject={row.phone}
          question={`撤销 ${row.phone} 的退订？`}
          consequence="仅在患者本人要求恢复时撤销。撤销后，该号码会再次收到随访宣教和健康推广短信。"
          onConfirm={() => remove.mutateAsync(row.id)}
        />
      ),
    },
  ];

  return (
    <>
      <PageHead
        title="退订名单"
        note="患者回复 R、T、TD、N、退订、取消或拒收即自动退订。退订后不再收到随访宣教和健康推广短信，其他类别不受影响。"
      >
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEntry({})}>
          登记退订
        </Button>
      </PageHead>
      <QueryTable<OptOutView>
        label="退订名单"
        queryKey={queryKey}
        columns={columns}
        rowKey="id"
        empty="还没有患者退订"
        load={(query, signal) => api.get<Page<OptOutView>>('/opt-outs', { query, signal })}
        minWidth={560}
      />
      <EntryModal
        title="登记退订"
        form={form}
        entry={entry}
        onSave={({ phone }) => add.mutateAsync({ phone: phone.trim() })}
        onClose={() => setEntry(null)}
      >
        <Form.Item
          name="phone"
          label="手机号码"
          rules={[{ required: true, message: '请输入手机号码' }, phoneRule]}
        >
          <Input inputMode="tel" autoComplete="off" maxLength={24} />
        </Form.Item>
      </EntryModal>
    </>
  );
}
