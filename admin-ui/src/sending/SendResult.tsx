import { Alert, Button, type TableColumnType } from 'antd';
import { Link } from 'react-router';
import type { AcceptedMessage, RejectedRecipient, SubmitAnswer } from '../api/types';
import { batchRecordsPath } from '../records/batchRecords';
import { DataTable } from '../table/DataTable';

interface SendResultProps {
  answer: SubmitAnswer;
  onAgain: () => void;
}

const acceptedColumns: TableColumnType<AcceptedMessage>[] = [
  { title: '手机号码', dataIndex: 'to', className: 'number' },
  { title: '短信编号', dataIndex: 'id', render: (id: string) => <Link to={`/records/${id}`}>{id}</Link> },
];

const rejectedColumns: TableColumnType<RejectedRecipient>[] = [
  { title: '号码', dataIndex: 'to', className: 'wrap' },
  { title: '原因', dataIndex: 'message' },
];

export function SendResult({ answer, onAgain }: SendResultProps) {
  const { messages, rejected, segments, batchId } = answer;
  return (
    <div className="send-result">
      <Alert
        type={rejected.length > 0 ? 'warning' : 'success'}
        showIcon
        role="status"
        title={`已受理 ${messages.length} 条短信，共计费 ${segments} 条${
          rejected.length > 0 ? `；拒绝 ${rejected.length} 个号码` : ''
        }`}
        description={`批次编号 ${batchId}`}
      />
      <div className="send-result-actions">
        <Link to={batchRecordsPath(answer)}>
          <Button type="primary" tabIndex={-1}>
            查看本批发送记录
          </Button>
        </Link>
        <Button onClick={onAgain}>继续发送</Button>
      </div>
      {rejected.length > 0 && <RejectedList rejected={rejected} />}
      <section>
        <h2>已受理</h2>
        <DataTable<AcceptedMessage>
          label="已受理的短信"
          columns={acceptedColumns}
          rows={messages}
          rowKey="id"
          error={null}
          loading={false}
          empty="没有受理的短信"
          onRetry={() => undefined}
          pagination={messages.length > 20 ? { defaultPageSize: 20 } : false}
          minWidth={320}
        />
      </section>
    </div>
  );
}

export function RejectedList({ rejected }: { rejected: RejectedRecipient[] }) {
  return (
    <section>
      <h2>被拒绝的号码</h2>
      <DataTable<RejectedRecipient>
        label="被拒绝的号码"
        columns={rejectedColumns}
        rows={rejected}
        rowKey={(row) => String(rejected.indexOf(row))}
        error={null}
        loading={false}
        empty="没有被拒绝的号码"
        onRetry={() => undefined}
        pagination={rejected.length > 20 ? { defaultPageSize: 20 } : false}
        minWidth={320}
      />
    </section>
  );
}
