import { Alert, App, Form, Input, InputNumber } from 'antd';
import { Link } from 'react-router';
import type { ChannelStatusView } from '../api/types';
import { EntryModal } from '../table/EntryModal';
import { useChange } from '../table/useChange';
import { phoneRule } from '../wording/phoneRule';
import { operate, type OperationEntry, type OperationName, operations } from './operations';

export interface PendingOperation {
  name: OperationName;
  channel: ChannelStatusView;
}

interface OperationModalProps {
  pending: PendingOperation | null;
  onClose: () => void;
}

/** Asks for what an operation needs, above all its reason, and does it. */
export function OperationModal({ pending, onClose }: OperationModalProps) {
  const [form] = Form.useForm<OperationEntry>();
  const { notification } = App.useApp();
  const name = pending?.name ?? 'pause';
  const { label, consequence, done } = operations[name];
  const change = useChange({
    queryKey: 'channels',
    change: async ({ name, channel, entry }: PendingOperation & { entry: OperationEntry }) => {
      const messageId = await operate(name, channel.id, entry);
      if (messageId !== undefined) {
        notification.info({
          title: `测试短信已交给通道 ${channel.name}`,
          description: <Link to={`/records/${messageId}`}>查看发送过程</Link>,
          duration: 0,
        });
      }
    },
    done,
    ownsProblems: true,
  });

  return (
    <EntryModal<OperationEntry>
      title={`${label}：${pending?.channel.name ?? ''}`}
      okText={label}
      form={form}
      entry={pending && { weight: pending.channel.weight ?? 100, rate: 0 }}
      onSave={(entry) => change.mutateAsync({ ...pending!, entry })}
      onClose={onClose}
    >
      <Alert type="info" showIcon title={consequence} style={{ marginBottom: 16 }} />
      {name === 'weight' && (
        <Form.Item
          name="weight"
          label="权重"
          rules={[{ required: true, type: 'integer', min: 0, max: 1000, message: '请输入 0 至 1000 的整数' }]}
        >
          <InputNumber min={0} max={1000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      {name === 'rate' && (
        <Form.Item
          name="rate"
          label="速率（条/秒）"
          rules={[
            { required: true, type: 'integer', min: 0, max: 100_000, message: '请输入 0 至 100000 的整数' },
          ]}
        >
          <InputNumber min={0} max={100_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      {name === 'test' ? (
        <>
          <Form.Item
            name="to"
            label="手机号码"
            rules={[{ required: true, whitespace: true, message: '请输入手机号码' }, phoneRule]}
          >
            <Input autoComplete="off" inputMode="tel" />
          </Form.Item>
          <Form.Item name="content" label="内容" extra="不填则用通道测试的固定内容">
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </>
      ) : (
        <Form.Item
          name="reason"
          label="原因"
          rules={[{ required: true, whitespace: true, message: '请填写原因' }]}
        >
          <Input.TextArea rows={2} maxLength={200} showCount />
        </Form.Item>
      )}
    </EntryModal>
  );
}
