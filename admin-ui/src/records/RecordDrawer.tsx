import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Drawer, Skeleton } from 'antd';
import { useLocation, useNavigate, useParams } from 'react-router';
import { api } from '../api/client';
import { textOf } from '../api/problem';
import type { MessageView } from '../api/types';
import { laneName } from '../sending/lanes';
import { carrierName } from '../wording/names';
import { MmsContent } from './MmsContent';
import { SegmentTable } from './SegmentTable';
import { StateTag } from './StateTag';
import { states } from './states';
import { RecordTimeline } from './RecordTimeline';

const refreshEvery = 3_000;

export function Component() {
  const { id = '' } = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const record = useQuery({
    queryKey: ['record', id],
    queryFn: ({ signal }) => api.get<MessageView>(`/messages/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? refreshEvery : false),
  });
  const close = () =>
    void navigate({ pathname: '/records', search: location.search }, { state: location.state as unknown });

  return (
    <Drawer
      open
      size={640}
      title={record.data?.mms ? '彩信详情' : '短信详情'}
      onClose={close}
      styles={{ wrapper: { maxWidth: '100vw' } }}
    >
      {record.error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={textOf(record.error)}
          action={
            <Button size="small" onClick={() => void record.refetch()}>
              重试
            </Button>
          }
        />
      )}
      {record.isPending && <Skeleton active />}
      {record.data && <RecordDetail record={record.data} />}
    </Drawer>
  );
}

function RecordDetail({ record }: { record: MessageView }) {
  const { failure, routing, routingText = [] } = record;
  return (
    <div className="record-detail">
      {failure && (
        <Alert
          type={states[record.state]?.tone === 'bad' ? 'error' : 'warning'}
          showIcon
          title={`${failure.cause}（${failure.code}）`}
          description={failure.advice}
        />
      )}
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2 }}
        items={[
          { key: 'state', label: '状态', children: <StateTag state={record.state} /> },
          { key: 'to', label: '手机号码', children: record.to },
          { key: 'lane', label: '类别', children: laneName(record.lane) },
          { key: 'carrier', label: '运营商', children: carrierName(record.carrier) },
          { key: 'channel', label: '通道', children: record.channel ?? '未选定' },
          { key: 'billing', label: '计费', children: billing(record) },
          { key: 'id', label: '短信编号', children: record.id },
          { key: 'batch', label: '批次编号', children: record.batchId },
          ...(record.clientId
            ? [
                {
                  key: 'client',
                  label: '业务编号',
                  children: <span className="wrap">{record.clientId}</span>,
                  span: 2,
                },
              ]
            : []),
        ]}
      />
      {record.mms && <MmsContent id={record.id} mms={record.mms} />}
      {record.mms?.sentAs !== 'mms' && (
        <section>
          <h2>{record.mms ? '改发的短信' : '内容'}</h2>
          <p className="record-text wrap">{record.content}</p>
        </section>
      )}
      <section>
        <h2>经过</h2>
        <RecordTimeline record={record} />
      </section>
      <section>
        <h2>路由说明</h2>
        {routing ? (
          <>
            <ol className="record-routing">
              {routingText.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <p className="record-raw muted wrap">
              原始记录：<code>{routing}</code>
            </p>
          </>
        ) : (
          <p className="muted">尚未分派通道。</p>
        )}
      </section>
      <section>
        <h2>分段</h2>
        <SegmentTable segments={record.segments} />
      </section>
    </div>
  );
}

function billing({ billableSegments, chargedSegments, unitPrice }: MessageView): string {
  if (chargedSegments === undefined) {
    return `${billableSegments} 条（未扣费）`;
  }
  return unitPrice === undefined
    ? `${chargedSegments} 条`
    : `${chargedSegments} 条 × ${unitPrice.toFixed(4)} 元`;
}

function isMoving({ state }: MessageView): boolean {
  const tone = states[state]?.tone;
  return tone === 'waiting' || tone === 'moving';
}
