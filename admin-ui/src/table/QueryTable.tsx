import { ReloadOutlined } from '@ant-design/icons';
import { Button, Select, Switch, type TableColumnType } from 'antd';
import { useState } from 'react';
import type { Page } from '../api/types';
import { DataTable } from './DataTable';
import { QueryForm, type QueryFilter } from './QueryForm';
import { type QueryValues, useKeysetPage } from './useKeysetPage';

export interface QueryColumn<Row> extends TableColumnType<Row> {
  /** Makes a field of the query form. */
  filter?: QueryFilter;
}

interface QueryTableProps<Row> {
  label: string;
  queryKey: string;
  columns: QueryColumn<Row>[];
  rowKey: string;
  empty: string;
  load: (query: QueryValues, signal: AbortSignal) => Promise<Page<Row>>;
  /** Offers to refresh by itself while the newest page is shown. */
  refreshable?: boolean;
  minWidth?: number;
}

const pageSizes = [20, 50, 100, 200].map((value) => ({ value: String(value), label: `每页 ${value} 条` }));

/** A list of the server, newest first: query form made from the columns, pages by key, all of it in the address. */
export function QueryTable<Row extends object>({
  label,
  queryKey,
  columns,
  rowKey,
  empty,
  load,
  refreshable = false,
  minWidth,
}: QueryTableProps<Row>) {
  const [refreshing, setRefreshing] = useState(refreshable);
  const page = useKeysetPage({
    queryKey,
    refreshing,
    load: (query, signal) => load({ limit: '20', ...query }, signal),
  });
  const filters = columns.flatMap(({ filter }) => filter ?? []);
  const filtered = filters.some(({ name }) => page.query[name] !== undefined);

  const ask = (values: QueryValues) => {
    const changed = filters.some(({ name }) => (values[name] ?? '') !== (page.query[name] ?? ''));
    if (changed || page.query['before'] !== undefined) {
      page.ask({ ...page.query, ...values, before: '' });
    } else {
      void page.result.refetch();
    }
  };

  return (
    <>
      {filters.length > 0 && <QueryForm filters={filters} values={page.query} onAsk={ask} />}
      <DataTable
        label={label}
        columns={columns}
        rows={page.result.data?.items}
        rowKey={rowKey}
        error={page.result.error}
        loading={page.loading}
        empty={filtered ? '没有符合条件的记录' : empty}
        onRetry={() => void page.result.refetch()}
        {...(minWidth === undefined ? {} : { minWidth })}
      />
      <div className="query-foot">
        {refreshable && (
          <label>
            <Switch size="small" checked={refreshing} onChange={setRefreshing} aria-label="自动刷新" />{' '}
            自动刷新
          </label>
        )}
        <Button
          icon={<ReloadOutlined />}
          loading={page.result.isFetching && !page.loading}
          onClick={() => void page.result.refetch()}
        >
          刷新
        </Button>
        <div className="query-foot-end">
          <Select
            aria-label="每页条数"
            value={page.query['limit'] ?? '20'}
            options={pageSizes}
            onChange={(limit: string) => page.ask({ ...page.query, limit, before: '' })}
          />
          {page.toNewest && !page.toPrevious && <Button onClick={page.toNewest}>回到最新</Button>}
          <Button disabled={!page.toPrevious} onClick={page.toPrevious}>
            上一页
          </Button>
          <Button disabled={!page.toNext} onClick={page.toNext}>
            下一页
          </Button>
        </div>
      </div>
    </>
  );
}
