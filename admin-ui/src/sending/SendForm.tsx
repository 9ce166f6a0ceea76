import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Form, Input, Radio, Select } from 'antd';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '../api/client';
import { ProblemError, textOf } from '../api/problem';
import type { RejectedRecipient, SubmitAnswer, TemplateView } from '../api/types';
import { useSession } from '../session/useSession';
import { hospitalNow } from '../wording/time';
import { draftOf, forgetDraft, keepDraft, type SendValues } from './draft';
import { lanes } from './lanes';
import { maximumRecipients, parseRecipients } from './recipients';
import { RecipientSummary } from './RecipientSummary';
import { maximumSegments } from './segments';
import { type PreparedSend, SendConfirm } from './SendConfirm';
import { SendPreview } from './SendPreview';
import { RejectedList } from './SendResult';
import { composeText, requestOf } from './submission';
import { useSubmission } from './useSubmission';

const furthestDays = 90;
const initial: SendValues = { lane: 'reminder', source: 'text', timing: 'now' };

/** The form's fields by the names that the API gives them in problems. */
const fields: Record<string, keyof SendValues> = {
  to: 'recipients',
  content: 'content',
  signature: 'signature',
  lane: 'lane',
  scheduledAt: 'scheduledAt',
  templateId: 'templateId',
};

export function SendForm({ onSent }: { onSent: (answer: SubmitAnswer) => void }) {
  const [form] = Form.useForm<SendValues>();
  const account = useSession().data?.account ?? '';
  const values: Partial<SendValues> = Form.useWatch([], form) ?? initial;
  const [prepared, setPrepared] = useState<PreparedSend | null>(null);
  const [rejected, setRejected] = useState<RejectedRecipient[]>([]);
  const submission = useSubmission();
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => api.get<TemplateView[]>('/templates', { signal }),
  });
  const template = templates.data?.find(({ id }) => id === values.templateId);
  const pasted = useDeferredValue(values.recipients ?? '');
  const recipients = useMemo(() => parseRecipients(pasted), [pasted]);
  const composition = composeText(values, template);
  const lane = lanes.find(({ value }) => value === values.lane);

  const sent = useRef(false);
  useEffect(
    () => () => {
      if (!sent.current && account !== '') {
        keepDraft(account, form.getFieldsValue(true) as SendValues);
      }
    },
    [account, form],
  );

  const prepare = (entered: SendValues) => {
    const read = parseRecipients(entered.recipients ?? '');
    submission.reset();
    setRejected([]);
    setPrepared({
      request: requestOf(entered, read),
      recipients: read,
      composition: composeText(entered, template),
    });
  };

  const send = () => {
    if (prepared === null) {
      return;
    }
    submission.mutate(prepared.request, {
      onSuccess: (answer) => {
        sent.current = true;
        setPrepared(null);
        onSent(answer);
      },
      onError: (error) => {
        if (!(error instanceof ProblemError)) {
          return;
        }
        setRejected(error.rejected);
        const field = fields[error.field ?? ''] ?? (error.rejected.length > 0 ? 'recipients' : undefined);
        if (field !== undefined && error.status < 500) {
          form.setFields([{ name: field, errors: [textOf(error)] }]);
          setPrepared(null);
        }
      },
    });
  };

  return (
    <div className="send">
      <Form<SendValues>
        form={form}
        className="panel"
        layout="vertical"
        initialValues={draftOf(account) ?? initial}
        scrollToFirstError={{ focus: true }}
        onFinish={prepare}
      >
        <Form.Item name="lane" label="短信类别" extra={lane?.hint} rules={[{ required: true }]}>
          <Select options={lanes.map(({ value, label }) => ({ value, label }))} />
        </Form.Item>
        <Form.Item
          name="signature"
          label="签名"
          extra="不含【】；留空使用医院默认签名。签名须已在运营商报备。"
          rules={[{ pattern: /^[^【】\n]{2,20}$/, message: '签名须为 2 至 20 个字，且不含【】' }]}
        >
          <Input maxLength={20} placeholder="医院默认签名" autoComplete="off" allowClear />
        </Form.Item>
        <Form.Item name="source" label="内容来源">
          <Radio.Group
            options={[
              { value: 'text', label: '自行填写' },
              { value: 'template', label: '使用模板' },
            ]}
          />
        </Form.Item>
        {values.source === 'template' ? (
          <>
            <Form.Item
              name="templateId"
              label="模板"
              extra={templates.error ? textOf(templates.error) : template?.text}
              rules={[{ required: true, message: '请选择模板' }]}
            >
              <Select
                loading={templates.isPending}
                placeholder="请选择"
                notFoundContent="没有启用的模板"
                options={(templates.data ?? [])
                  .filter(({ enabled }) => enabled)
                  .map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Form.Item>
            {template?.variables.map((name) => (
              <Form.Item
                key={`${template.id} ${name}`}
                name={['variables', name]}
                label={`变量 ${name}`}
                preserve={false}
                rules={[{ required: true, whitespace: true, message: `请填写 ${name}` }]}
              >
                <Input maxLength={200} autoComplete="off" />
              </Form.Item>
            ))}
          </>
        ) : (
          <Form.Item
            name="content"
            label="内容"
            rules={[
              { required: true, whitespace: true, message: '请输入内容' },
              {
                validator: () =>
                  composition.segments > maximumSegments
                    ? Promise.reject(new Error(`内容过长，最多 ${maximumSegments} 条`))
                    : Promise.resolve(),
              },
            ]}
          >
            <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} placeholder="不含签名" />
          </Form.Item>
        )}
        <Form.Item
          name="recipients"
          label="收件号码"
          extra={
            pasted.trim() ? (
              <RecipientSummary
                recipients={recipients}
                onClean={() => form.setFieldValue('recipients', recipients.numbers.join('\n'))}
              />
            ) : (
              `可从表格或文本粘贴，以换行、逗号、空格等分隔，一次最多 ${maximumRecipients} 个`
            )
          }
          rules={[
            { required: true, whitespace: true, message: '请输入收件号码' },
            {
              validator: (_, text: string | undefined) => {
                const { length } = parseRecipients(text ?? '').numbers;
                return !text?.trim() || (length > 0 && length <= maximumRecipients)
                  ? Promise.resolve()
                  : Promise.reject(
                      new Error(length === 0 ? '没有有效的手机号码' : `一次最多 ${maximumRecipients} 个号码`),
                    );
              },
            },
          ]}
        >
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} spellCheck={false} />
        </Form.Item>
        <Form.Item name="timing" label="发送时间">
          <Radio.Group
            options={[
              { value: 'now', label: '立即发送' },
              { value: 'later', label: '定时发送' },
            ]}
          />
        </Form.Item>
        {values.timing === 'later' && (
          <Form.Item
            name="scheduledAt"
            label="定时"
            extra={`北京时间，${furthestDays} 天以内`}
            rules={[
              { required: true, message: '请选择时间' },
              {
                validator: (_, at: SendValues['scheduledAt']) =>
                  !at || (at.isAfter(hospitalNow()) && at.isBefore(hospitalNow().add(furthestDays, 'day')))
                    ? Promise.resolve()
                    : Promise.reject(new Error(`定时时间须在未来 ${furthestDays} 天之内`)),
              },
            ]}
          >
            <DatePicker
              showTime={{ format: 'HH:mm' }}
              format="YYYY-MM-DD HH:mm"
              showNow={false}
              needConfirm={false}
              disabledDate={(day) =>
                day.isBefore(hospitalNow(), 'day') ||
                day.isAfter(hospitalNow().add(furthestDays, 'day'), 'day')
              }
            />
          </Form.Item>
        )}
        {rejected.length > 0 && <RejectedList rejected={rejected} />}
        <div className="send-actions">
          <Button type="primary" htmlType="submit" size="large">
            发送
          </Button>
          <Button
            size="large"
            onClick={() => {
              forgetDraft();
              setRejected([]);
              form.setFieldsValue({
                ...initial,
                signature: undefined as never,
                content: undefined as never,
                templateId: undefined as never,
                recipients: undefined as never,
                scheduledAt: null,
              });
            }}
          >
            清空
          </Button>
        </div>
      </Form>
      <SendPreview
        composition={composition}
        signed={Boolean(values.signature?.trim()) || composition.text.startsWith('【')}
        recipients={recipients.numbers.length}
      />
      <SendConfirm
        prepared={prepared}
        sending={submission.isPending}
        error={submission.error}
        onSend={send}
        onCancel={() => setPrepared(null)}
      />
    </div>
  );
}
