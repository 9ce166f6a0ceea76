import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import type { Page, PortedNumberRequest, PortedNumberView } from '../api/types';
import { PageHead } from '../app/PageHead';
import { EntryModal } from '../table/EntryModal';
import { type QueryColumn, QueryTable } from '../table/QueryTable';
import { RemoveButton } from '../table/RemoveButton';
import { useChange } from '../table/useChange';
import { carrierName, carriers } from '../wording/names';
import { phoneRule } from '../wording/phoneRule';
import { formatTime } from '../wording/time';

const queryKey = 'ported-numbers';

export function Component() {
  const [form] = Form.useForm<PortedNumberRequest>();
  const [entry, setEntry] = useState<Partial<PortedNumberRequest> | null>(null);
  const save = useChange({
    queryKey,
    change: (request: PortedNumberRequest) => api.post('/ported-numbers', request),
    done: '已登记',
    ownsProblems: true,
  });
  const remove = useChange({
    queryKey,
    change: (id: string) => api.delete(`/ported-numbers/${id}`),
    done: '已删除',
  });
  const columns: QueryColumn<PortedNumberView>[] = [
    { title: '手机号码', dataIndex: 'phone', className: 'number' },
    { title: '现属运营商', dataIndex: 'carrier', render: carrierName },
    { title: '更新时间', dataIndex: 'updatedAt', className: 'number', render: formatTime },
    {
      title: '操作',
      width: 96,
      render: (_, row) => (
        <RemoveButton
          label="删除"
          subject={row.phone}
          question={`删除 ${row.phone} 的携号转网登记？`}
          consequence="删除后，该号码按号段判定运营商，立即生效。"
          onConfirm={() => remove.mutateAsync(row.id)}
        />
      ),
    },
  ];

  return (
    <>
      <PageHead
        title="携号转网"
        note="登记后，该号码按现属运营商选择通道，优先于号段。再次登记同一号码即修改。"
      >
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEntry({})}>
          登记号码
        </Button>
      </PageHead>
      <QueryTable<PortedNumberView>
        label="携号转网名单"
        queryKey={queryKey}
        columns={columns}
        rowKey="id"
        empty="还没有登记携号转网号码"
        load={(query, signal) => api.get<Page<PortedNumberView>>('/ported-numbers', { query, signal })}
        minWidth={560}
      />
      <EntryModal
        title="登记携号转网号码"
        form={form}
        entry={entry}
        onSave={({ phone, carrier }) => save.mutateAsync({ phone: phone.trim(), carrier })}
        onClose={() => setEntry(null)}
      >
        <Form.Item
          name="phone"
          label="手机号码"
          rules={[{ required: true, message: '请输入手机号码' }, phoneRule]}
        >
          <Input inputMode="tel" autoComplete="off" maxLength={24} />
        </Form.Item>
        <Form.Item name="carrier" label="现属运营商" rules={[{ required: true, message: '请选择运营商' }]}>
          <Select options={carriers} placeholder="请选择" />
        </Form.Item>
      </EntryModal>
    </>
  );
}
