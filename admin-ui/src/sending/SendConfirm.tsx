import { Alert, Descriptions, Modal } from 'antd';
import { textOf } from '../api/problem';
import type { Dayjs } from 'dayjs';
import type { LaneRule, SubmitRequest } from '../api/types';
import { formatTime } from '../wording/time';
import { LaneNotice } from './LaneNotice';
import { laneName } from './lanes';
import type { Recipients } from './recipients';
import type { Composition } from './submission';
import { useHospitalNow } from './useHospitalNow';

export interface PreparedSend {
  request: SubmitRequest;
  recipients: Recipients;
  composition: Composition;
  notice: { rule: LaneRule | undefined; scheduledAt: Dayjs | undefined };
}

interface SendConfirmProps {
  prepared: PreparedSend | null;
  sending: boolean;
  error: Error | null;
  onSend: () => void;
  onCancel: () => void;
}

export function SendConfirm({ prepared, sending, error, onSend, onCancel }: SendConfirmProps) {
  return (
    <Modal
      open={prepared !== null}
      title="确认发送"
      okText={error ? '重试' : '确认发送'}
      cancelText="返回修改"
      confirmLoading={sending}
      cancelButtonProps={{ disabled: sending }}
      closable={!sending}
      keyboard={!sending}
      mask={{ closable: false }}
      onOk={onSend}
      onCancel={onCancel}
    >
      {prepared && <Summary prepared={prepared} />}
      {error && <Alert type="error" showIcon role="alert" title={textOf(error)} style={{ marginTop: 16 }} />}
    </Modal>
  );
}

function Summary({ prepared: { request, recipients, composition, notice } }: { prepared: PreparedSend }) {
  const now = useHospitalNow();
  const left = recipients.invalid.length + recipients.duplicates.length;
  return (
    <>
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'lane', label: '类别', children: laneName(request.lane) },
          { key: 'to', label: '收件人', children: `${request.to.length} 个号码` },
          {
            key: 'segments',
            label: '预计计费',
            children: `每人 ${composition.segments} 条，共 ${composition.segments * request.to.length} 条`,
          },
          {
            key: 'time',
            label: '发送时间',
            children: request.scheduledAt ? formatTime(request.scheduledAt) : '立即发送',
          },
        ]}
      />
      <p className="send-bubble wrap">{composition.text}</p>
      <LaneNotice {...notice} now={now} />
      {left > 0 && (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 16 }}
          title={`另有 ${recipients.invalid.length} 个无效、${recipients.duplicates.length} 个重复的号码不会发送。`}
        />
      )}
    </>
  );
}
