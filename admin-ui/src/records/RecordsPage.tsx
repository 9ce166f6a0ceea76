import { Alert, Button, Tag } from 'antd';
import { useMemo } from 'react';
import { Link, Outlet, useLocation, useSearchParams } from 'react-router';
import type { MessageView } from '../api/types';
import { PageHead } from '../app/PageHead';
import { laneName } from '../sending/lanes';
import { type QueryColumn, QueryTable } from '../table/QueryTable';
import { carrierName } from '../wording/names';
import { phoneRule } from '../wording/phoneRule';
import { formatTime } from '../wording/time';
import { loadRecords } from './batchRecords';
import { StateTag } from './StateTag';
import { stateChoices } from './states';
import './records.css';

const kindChoices = [
  { value: 'sms', label: '短信' },
  { value: 'mms', label: '彩信' },
];

export function Component() {
  const [search, setSearch] = useSearchParams();
  const location = useLocation();
  const batch = search.get('batch');
  const columns = useMemo<QueryColumn<MessageView>[]>(
    () => [
      { title: '受理时间', dataIndex: 'acceptedAt', className: 'number', render: formatTime },
      {
        title: '手机号码',
        dataIndex: 'to',
        className: 'number',
        filter: { name: 'to', label: '手机号码', placeholder: '完整的 11 位号码', rules: [phoneRule] },
      },
      {
        title: '状态',
        dataIndex: 'state',
        filter: { name: 'state', label: '状态', options: stateChoices },
        render: (state: string) => <StateTag state={state} />,
      },
      {
        title: '内容',
        dataIndex: 'content',
        width: '26%',
        filter: { name: 'kind', label: '类型', options: kindChoices },
        render: (content: string, { kind }) => (
          <span className="record-content" title={content}>
            {kind === 'mms' && <Tag>彩信</Tag>}
            {content}
          </span>
        ),
      },
      {
        title: '原因与建议',
        dataIndex: 'failure',
        width: '18%',
        render: (failure: MessageView['failure']) => failure && <Failure failure={failure} />,
      },
      { title: '类别', dataIndex: 'lane', render: laneName },
      {
        title: '运营商与通道',
        render: (_, { carrier, channel }) => (
          <>
            {carrierName(carrier)}
            {channel && (
              <>
                <br />
                <span className="muted">{channel}</span>
              </>
            )}
          </>
        ),
      },
      { title: '计费条数', dataIndex: 'billableSegments', className: 'number' },
      {
        title: '操作',
        width: 72,
        render: (_, { id, to }) => (
          <Link
            to={{ pathname: `/records/${id}`, search: location.search }}
            state={location.state}
            aria-label={`${to} 的详情`}
          >
            详情
          </Link>
        ),
      },
    ],
    [location.search, location.state],
  );

  return (
    <>
      <PageHead title="发送记录" />
      {batch && (
        <Alert
          type="info"
          className="record-batch"
          title={`仅显示批次 ${batch} 的记录`}
          action={
            <Button size="small" onClick={() => setSearch({})}>
              显示全部
            </Button>
          }
        />
      )}
      <QueryTable<MessageView>
        label="发送记录"
        queryKey="records"
        columns={columns}
        rowKey="id"
        empty="还没有发送记录"
        load={loadRecords}
        refreshable
        minWidth={1120}
      />
      <Outlet />
    </>
  );
}

function Failure({ failure: { cause, advice } }: { failure: NonNullable<MessageView['failure']> }) {
  return (
    <>
      {cause}
      {advice && <div className="muted">{advice}</div>}
    </>
  );
}
