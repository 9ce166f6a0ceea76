import type { TableColumnType } from 'antd';
import type { SegmentView } from '../api/types';
import { DataTable } from '../table/DataTable';
import { formatTime } from '../wording/time';

const columns: TableColumnType<SegmentView>[] = [
  { title: '段', dataIndex: 'index', className: 'number' },
  {
    title: '运营商编号',
    dataIndex: 'carrierId',
    render: (id: string | undefined) => (id ? <code className="wrap">{id}</code> : '—'),
  },
  {
    title: '结果',
    render: (_, { result, status }) => status ?? result ?? '等待报告',
  },
  { title: '提交时间', dataIndex: 'submittedAt', className: 'number', render: formatTime },
  { title: '报告时间', dataIndex: 'reportedAt', className: 'number', render: formatTime },
];

export function SegmentTable({ segments }: { segments: SegmentView[] }) {
  return (
    <DataTable<SegmentView>
      label="分段"
      columns={columns}
      rows={segments}
      rowKey="index"
      error={null}
      loading={false}
      empty="尚未提交给运营商"
      onRetry={() => undefined}
      minWidth={600}
    />
  );
}
