import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, type TableColumnType, Tag } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import type { ConnectedSystemSecret, ConnectedSystemView } from '../api/types';
import { PageHead } from '../app/PageHead';
import { laneName } from '../sending/lanes';
import { DataTable } from '../table/DataTable';
import { EntryDrawer } from '../table/EntryDrawer';
import { RemoveButton } from '../table/RemoveButton';
import { useChange } from '../table/useChange';
import { SecretModal } from './SecretModal';
import { consoleKey, entryOf, newEntry, requestOf, type SystemEntry } from './systemEntry';
import { SystemFields } from './SystemFields';
import './systems.css';

const queryKey = 'systems';

const pathOf = (key: string) => `/systems/${encodeURIComponent(key)}`;

export function Component() {
  const [form] = Form.useForm<SystemEntry>();
  const [entry, setEntry] = useState<Partial<SystemEntry> | null>(null);
  const [secret, setSecret] = useState<ConnectedSystemSecret | null>(null);
  const edited = entry?.key;
  const systems = useQuery({
    queryKey: [queryKey],
    queryFn: ({ signal }) => api.get<ConnectedSystemView[]>('/systems', { signal }),
  });
  // A secret is shown as soon as it comes, whatever becomes of reading the list again, and is kept nowhere else.
  const save = useChange({
    queryKey,
    change: async (values: SystemEntry) => {
      const added = await api.put<ConnectedSystemSecret | undefined>(pathOf(values.key), requestOf(values));
      if (added) {
        setSecret(added);
      }
    },
    done: '已保存，立即生效',
    ownsProblems: true,
  });
  const renew = useChange({
    queryKey,
    change: async (key: string) =>
      setSecret(await api.post<ConnectedSystemSecret>(`${pathOf(key)}/secret`, undefined)),
    done: '密钥已更换',
  });

  const columns: TableColumnType<ConnectedSystemView>[] = [
    {
      title: '编号',
      dataIndex: 'key',
      render: (key: string) => (
        <span className="tags">
          <code>{key}</code>
          {key === consoleKey && <Tag className="tone-moving">管理后台自用</Tag>}
        </span>
      ),
    },
    { title: '名称', dataIndex: 'name', className: 'wrap' },
    {
      title: '默认签名',
      dataIndex: 'defaultSignature',
      render: (signature?: string) => signature ?? <span className="muted">无</span>,
    },
    {
      title: '可用类别',
      dataIndex: 'allowedLanes',
      render: (names: string[]) => list(names.map(laneName), '全部'),
    },
    {
      title: '来源地址',
      dataIndex: 'allowedAddresses',
      render: (addresses: string[]) => list(addresses, '不限'),
    },
    {
      title: '每秒请求数',
      dataIndex: 'requestsPerSecond',
      className: 'number',
      render: (rate: number) => (rate === 0 ? <span className="muted">全院默认</span> : rate),
    },
    {
      title: '状态',
      dataIndex: 'enabled',
      render: (enabled: boolean) => (
        <Tag className={enabled ? 'tone-good' : 'tone-stopped'}>{enabled ? '启用' : '停用'}</Tag>
      ),
    },
    {
      title: '操作',
      width: 150,
      render: (_, row) => (
        <span className="system-actions">
          <Button
            type="link"
            size="small"
            aria-label={`修改 ${row.name}`}
            onClick={() => setEntry(entryOf(row))}
          >
            修改
          </Button>
          {row.key !== consoleKey && (
            <RemoveButton
              label="更换密钥"
              subject={row.name}
              question={`更换“${row.name}”的密钥？`}
              consequence="旧密钥立即失效：在该系统换上新密钥之前，它的请求一律被拒绝（401），短信发不出去。"
              onConfirm={() => renew.mutateAsync(row.key)}
            />
          )}
        </span>
      ),
    },
  ];

  return (
    <>
      <PageHead
        title="接入系统"
        note="可通过接口提交短信的院内系统。每个系统用自己的编号与密钥签名，签名方法见接口文档。"
      >
        <Button
          type="primary"
          icon={<PlusOutlined />}
          disabled={systems.data === undefined}
          onClick={() => setEntry({ ...newEntry })}
        >
          新增系统
        </Button>
      </PageHead>
      <DataTable<ConnectedSystemView>
        label="接入系统"
        columns={columns}
        rows={systems.data}
        rowKey="key"
        error={systems.error}
        loading={systems.isPending}
        empty="还没有接入系统"
        onRetry={() => void systems.refetch()}
        minWidth={1040}
      />
      <EntryDrawer
        title={edited === undefined ? '新增系统' : `修改系统 ${edited}`}
        form={form}
        entry={entry}
        onSave={(values) => save.mutateAsync(values)}
        onClose={() => setEntry(null)}
      >
        <SystemFields
          isNew={edited === undefined}
          isOwn={edited === consoleKey}
          takenKeys={(systems.data ?? []).map(({ key }) => key)}
        />
      </EntryDrawer>
      <SecretModal secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}

function list(texts: string[], none: string) {
  return texts.length === 0 ? (
    <span className="muted">{none}</span>
  ) : (
    <span className="tags">
      {texts.map((text) => (
        <Tag key={text}>{text}</Tag>
      ))}
    </span>
  );
}
