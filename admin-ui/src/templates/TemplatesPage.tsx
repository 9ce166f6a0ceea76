import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Switch, type TableColumnType, Tag } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import type { TemplateRequest, TemplateView } from '../api/types';
import { PageHead } from '../app/PageHead';
import { DataTable } from '../table/DataTable';
import { EntryModal } from '../table/EntryModal';
import { useChange } from '../table/useChange';
import { formatTime } from '../wording/time';
import { readTemplate } from './templateText';

type TemplateEntry = TemplateRequest & { id: string };

const kinds = [
  { value: 'notice', label: '通知' },
  { value: 'otp', label: '验证码' },
  { value: 'marketing', label: '营销' },
];

const states: Record<string, string> = {
  draft: '草稿',
  reviewing: '审核中',
  approved: '已通过',
  rejected: '被驳回',
  disabled: '已停用',
};

const queryKey = 'templates';

export function Component() {
  const [form] = Form.useForm<TemplateEntry>();
  const [entry, setEntry] = useState<Partial<TemplateEntry> | null>(null);
  const edited = entry?.id;
  const templates = useQuery({
    queryKey: [queryKey],
    queryFn: ({ signal }) => api.get<TemplateView[]>('/templates', { signal }),
  });
  const change = ({ id, name, text, enabled, kind, definitions }: TemplateEntry) =>
    api.put(`/templates/${encodeURIComponent(id)}`, {
      name,
      text,
      enabled,
      kind,
      definitions,
    } satisfies TemplateRequest);
  const save = useChange({ queryKey, change, done: '已保存', ownsProblems: true });
  const enable = useChange({ queryKey, change, done: '已更新' });

  const columns: TableColumnType<TemplateView>[] = [
    { title: '编号', dataIndex: 'id', render: (id: string) => <code>{id}</code> },
    { title: '名称', dataIndex: 'name', width: 140 },
    { title: '内容', dataIndex: 'text', className: 'wrap', width: '30%' },
    {
      title: '变量',
      dataIndex: 'variables',
      render: (variables: string[]) =>
        variables.length === 0 ? (
          <span className="muted">无</span>
        ) : (
          <span className="tags">
            {variables.map((name) => (
              <Tag key={name}>{name}</Tag>
            ))}
          </span>
        ),
    },
    {
      title: '类型',
      width: 80,
      dataIndex: 'kind',
      render: (kind: string) => kinds.find(({ value }) => value === kind)?.label ?? kind,
    },
    {
      title: '状态',
      width: 100,
      dataIndex: 'state',
      render: (state: string) => states[state] ?? state,
    },
    {
      title: '启用',
      dataIndex: 'enabled',
      render: (enabled: boolean, row) => (
        <Switch
          checked={enabled}
          aria-label={`启用 ${row.name}`}
          loading={enable.isPending && enable.variables.id === row.id}
          onChange={(checked) => enable.mutate({ ...row, ...row.pending, enabled: checked })}
        />
      ),
    },
    { title: '更新时间', dataIndex: 'updatedAt', className: 'number', render: formatTime },
    {
      title: '操作',
      width: 80,
      render: (_, row) => (
        <Button
          type="link"
          size="small"
          aria-label={`修改 ${row.name}`}
          onClick={() => setEntry({ ...row, ...row.pending, enabled: row.enabled })}
        >
          修改
        </Button>
      ),
    },
  ];

  return (
    <>
      <PageHead title="短信模板" note="接入系统按编号引用模板，并提供变量的值；停用的模板不能再用于发送。">
        <Button
          type="primary"
          icon={<PlusOutlined />}
          onClick={() => setEntry({ enabled: true, kind: 'notice' })}
        >
          新建模板
        </Button>
      </PageHead>
      <DataTable<TemplateView>
        label="短信模板"
        columns={columns}
        rows={templates.data}
        rowKey="id"
        error={templates.error}
        loading={templates.isPending}
        empty="还没有模板"
        onRetry={() => void templates.refetch()}
        minWidth={1080}
      />
      <EntryModal
        title={edited === undefined ? '新建模板' : `修改模板 ${edited}`}
        form={form}
        entry={entry}
        onSave={(values) =>
          save.mutateAsync({
            ...values,
            // Those of variables that the text no longer has go with them.
            definitions: entry?.definitions?.filter(({ name }) => values.text.includes(`{${name}}`)),
          })
        }
        onClose={() => setEntry(null)}
      >
        <Form.Item
          name="id"
          label="编号"
          extra="2 至 64 位小写字母、数字、点或短横，保存后不能修改"
          rules={[
            { required: true, message: '请输入编号' },
            { pattern: /^[a-z0-9][a-z0-9.-]{1,63}$/, message: '编号须为 2 至 64 位小写字母、数字、点或短横' },
            {
              validator: (_, id: string) =>
                edited === undefined && templates.data?.some((template) => template.id === id)
                  ? Promise.reject(new Error('编号已被使用，请换一个'))
                  : Promise.resolve(),
            },
          ]}
        >
          <Input autoComplete="off" maxLength={64} disabled={edited !== undefined} />
        </Form.Item>
        <Form.Item
          name="name"
          label="名称"
          rules={[{ required: true, whitespace: true, message: '请输入名称' }]}
        >
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="kind" label="类型" extra="决定模板可用于哪些类别">
          <Select options={kinds} />
        </Form.Item>
        <Form.Item
          name="text"
          label="内容"
          extra="变量写作 {name}，名称可用汉字、字母、数字和下划线；花括号本身写作 {{ 和 }}"
          rules={[
            { required: true, whitespace: true, message: '请输入内容' },
            {
              validator: (_, text: string | undefined) =>
                !text || readTemplate(text) !== undefined
                  ? Promise.resolve()
                  : Promise.reject(new Error('变量写法不正确：花括号须成对，变量名 1 至 32 个字')),
            },
          ]}
        >
          <Input.TextArea rows={5} maxLength={1000} />
        </Form.Item>
        <Form.Item name="enabled" label="启用" valuePropName="checked">
          <Switch />
        </Form.Item>
      </EntryModal>
    </>
  );
}
