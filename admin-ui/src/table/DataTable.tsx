import { Alert, Button, Empty, Table, type TableProps } from 'antd';
import { textOf } from '../api/problem';
import './table.css';

interface DataTableProps<Row> {
  /** What the table lists; its accessible name. */
  label: string;
  columns: TableProps<Row>['columns'];
  rows: Row[] | undefined;
  rowKey: string | ((row: Row) => string);
  error: Error | null;
  /** No answer yet, or rows of another query are shown meanwhile. */
  loading: boolean;
  empty: string;
  onRetry: () => void;
  pagination?: TableProps<Row>['pagination'];
  /** Below this width, in pixels, the table scrolls sideways. */
  minWidth?: number;
}

/** A table with its empty, loading and error states. */
export function DataTable<Row extends object>({
  label,
  columns,
  rows,
  rowKey,
  error,
  loading,
  empty,
  onRetry,
  pagination = false,
  minWidth = 720,
}: DataTableProps<Row>) {
  return (
    <>
      {error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="table-error"
          title={rows ? `刷新失败：${textOf(error)}` : textOf(error)}
          action={
            <Button size="small" onClick={onRetry}>
              重试
            </Button>
          }
        />
      )}
      {/* A region that scrolls must be reachable by keyboard. */}
      <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
        <Table<Row>
          style={{ minWidth }}
          size="middle"
          columns={columns}
          dataSource={rows ?? []}
          rowKey={rowKey}
          loading={loading}
          pagination={pagination}
          locale={{
            emptyText: (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={loading ? '正在加载' : error ? '没有读到数据' : empty}
              />
            ),
          }}
        />
      </div>
    </>
  );
}
