import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { textOf } from '../api/problem';
import type { ConversationItem, Page, ReplyAnswerRequest, ReplyView } from '../api/types';
import { newClientId } from '../sending/clientId';
import { StateTag } from '../records/StateTag';
import { useChange } from '../table/useChange';
import { formatTime } from '../wording/time';

interface ReplyDrawerProps {
  reply: ReplyView;
  onClose: () => void;
}

/** What went to and came from one phone, and a field to answer. */
export function ReplyDrawer({ reply, onClose }: ReplyDrawerProps) {
  const [form] = Form.useForm<{ content: string }>();
  // One answer, one id: pressing twice sends once.
  const [clientId, setClientId] = useState(newClientId);
  const client = useQueryClient();
  const talk = useQuery({
    queryKey: ['conversation', reply.id],
    queryFn: ({ signal }) =>
      api.get<Page<ConversationItem>>(`/replies/${reply.id}/conversation`, { signal }),
  });
  const answer = useChange<ReplyAnswerRequest>({
    queryKey: 'replies',
    change: (request) => api.post(`/replies/${reply.id}/answer`, request),
    done: '答复已提交',
  });
  const send = async ({ content }: { content: string }) => {
    await answer.mutateAsync({ content, lane: 'care', clientId });
    form.resetFields();
    setClientId(newClientId());
    await client.invalidateQueries({ queryKey: ['conversation', reply.id] });
  };

  return (
    <Drawer open size={560} title={`与 ${reply.from} 的往来`} onClose={onClose} styles={{ wrapper: { maxWidth: '100vw' } }}>
      <Form form={form} layout="vertical" onFinish={(values) => void send(values).catch(() => undefined)}>
        <Form.Item
          name="content"
          label="答复"
          extra={`以${reply.systemName ?? '管理后台'}的名义从 ${reply.to} 发出，签名自动添加。`}
          rules={[{ required: true, whitespace: true, message: '请填写答复内容' }]}
        >
          <Input.TextArea rows={3} maxLength={600} showCount />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={answer.isPending}>
          发送答复
        </Button>
      </Form>
      <section>
        <h2>往来短信</h2>
        {talk.error && <Alert type="error" showIcon role="alert" title={textOf(talk.error)} />}
        {talk.isPending && <Skeleton active />}
        <ol className="conversation">
          {talk.data?.items.map((item) => (
            <li key={item.id} className={item.kind === 'reply' ? 'from-patient' : 'to-patient'}>
              <div className="muted">
                {item.kind === 'reply' ? '患者' : '医院'} {formatTime(item.at)}{' '}
                {item.state !== undefined && <StateTag state={item.state} />}
              </div>
              <p className="wrap">{item.content}</p>
            </li>
          ))}
        </ol>
      </section>
    </Drawer>
  );
}
