import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, type TableColumnType } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api/client';
import type { NumberSegmentRequest, NumberSegmentView } from '../api/types';
import { PageHead } from '../app/PageHead';
import { DataTable } from '../table/DataTable';
import { EntryModal } from '../table/EntryModal';
import { RemoveButton } from '../table/RemoveButton';
import { useChange } from '../table/useChange';
import { carrierName, carriers, labelOf, numberKinds } from '../wording/names';

const queryKey = 'number-segments';

export function Component() {
  const [search, setSearch] = useSearchParams();
  const [form] = Form.useForm<NumberSegmentView>();
  const [entry, setEntry] = useState<Partial<NumberSegmentView> | null>(null);
  const edited = entry?.prefix;
  const segments = useQuery({
    queryKey: [queryKey],
    queryFn: ({ signal }) => api.get<NumberSegmentView[]>('/number-segments', { signal }),
  });
  const save = useChange({
    queryKey,
    change: ({ prefix, ...request }: NumberSegmentView) =>
      api.put(`/number-segments/${encodeURIComponent(prefix)}`, request satisfies NumberSegmentRequest),
    done: '已保存，立即生效',
    ownsProblems: true,
  });
  const remove = useChange({
    queryKey,
    change: (prefix: string) => api.delete(`/number-segments/${encodeURIComponent(prefix)}`),
    done: '已删除',
  });

  const prefix = search.get('prefix') ?? '';
  const carrier = search.get('carrier');
  const kind = search.get('kind');
  const shown = useMemo(
    () =>
      segments.data?.filter(
        (row) =>
          // A whole number finds the segments that it lies in, a beginning those that begin so.
          (row.prefix.startsWith(prefix) || prefix.startsWith(row.prefix)) &&
          (carrier === null || row.carrier === carrier) &&
          (kind === null || row.kind === kind),
      ),
    [segments.data, prefix, carrier, kind],
  );
  const filter = (name: string, value: string | undefined) =>
    setSearch(
      (current) => {
        const changed = new URLSearchParams(current);
        if (value) {
          changed.set(name, value);
        } else {
          changed.delete(name);
        }
        return changed;
      },
      { replace: true },
    );

  const columns: TableColumnType<NumberSegmentView>[] = [
    { title: '号段', dataIndex: 'prefix', className: 'number' },
    { title: '运营商', dataIndex: 'carrier', render: carrierName },
    { title: '类别', dataIndex: 'kind', render: (value: string) => labelOf(numberKinds, value) },
    {
      title: '操作',
      width: 140,
      render: (_, row) => (
        <>
          <Button type="link" size="small" aria-label={`修改 ${row.prefix}`} onClick={() => setEntry(row)}>
            修改
          </Button>
          <RemoveButton
            label="删除"
            subject={row.prefix}
            question={`删除号段 ${row.prefix}？`}
            consequence="删除后，该号段的号码按更短的号段判定；没有时只能走三网合一的通道。"
            onConfirm={() => remove.mutateAsync(row.prefix)}
          />
        </>
      ),
    },
  ];

  return (
    <>
      <PageHead title="号段" note="号段决定号码属于哪个运营商，长的优先；修改立即生效。">
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEntry({ kind: 'own' })}>
          新增号段
        </Button>
      </PageHead>
      <div className="query-form" role="search">
        <Input
          className="query-field"
          aria-label="号段或号码"
          placeholder="号段或号码"
          inputMode="numeric"
          allowClear
          maxLength={11}
          value={prefix}
          onChange={(event) => filter('prefix', event.target.value.replace(/\D/g, ''))}
        />
        <Select
          className="query-field"
          aria-label="运营商"
          placeholder="全部运营商"
          allowClear
          options={carriers}
          value={carrier}
          onChange={(value: string | undefined) => filter('carrier', value)}
        />
        <Select
          className="query-field"
          aria-label="类别"
          placeholder="全部类别"
          allowClear
          options={numberKinds}
          value={kind}
          onChange={(value: string | undefined) => filter('kind', value)}
        />
      </div>
      <DataTable<NumberSegmentView>
        label="号段"
        columns={columns}
        rows={shown}
        rowKey="prefix"
        error={segments.error}
        loading={segments.isPending}
        empty={segments.data?.length ? '没有符合条件的号段' : '号段表为空'}
        onRetry={() => void segments.refetch()}
        pagination={{ defaultPageSize: 20, showTotal: (total) => `共 ${total} 个号段` }}
        minWidth={520}
      />
      <EntryModal
        title={edited === undefined ? '新增号段' : `修改号段 ${edited}`}
        form={form}
        entry={entry}
        onSave={(values) => save.mutateAsync(values)}
        onClose={() => setEntry(null)}
      >
        <Form.Item
          name="prefix"
          label="号段"
          extra="1 开头的 3 至 7 位数字"
          rules={[
            { required: true, message: '请输入号段' },
            { pattern: /^1\d{2,6}$/, message: '号段须为 1 开头的 3 至 7 位数字' },
          ]}
        >
          <Input inputMode="numeric" autoComplete="off" maxLength={7} disabled={edited !== undefined} />
        </Form.Item>
        <Form.Item name="carrier" label="运营商" rules={[{ required: true, message: '请选择运营商' }]}>
          <Select options={carriers} placeholder="请选择" />
        </Form.Item>
        <Form.Item name="kind" label="类别" rules={[{ required: true, message: '请选择类别' }]}>
          <Select options={numberKinds} placeholder="请选择" />
        </Form.Item>
      </EntryModal>
    </>
  );
}
