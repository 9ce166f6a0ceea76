import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Form, Input, Radio, Select } from 'antd';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '../api/client';
import { ProblemError, textOf } from '../api/problem';
import type { RejectedRecipient, SubmitAnswer, TemplateView } from '../api/types';
import { useSession } from '../session/useSession';
import { hospitalNow } from '../wording/time';
import { draftOf, forgetDraft, keepDraft, type SendValues } from './draft';
import { LaneNotice } from './LaneNotice';
import { describeLane } from './laneRules';
import { lanes } from './lanes';
import { maximumRecipients, parseRecipients } from './recipients';
import { RecipientSummary } from './RecipientSummary';
import { clean, isValidSignature, maximumSegments, signatureOf } from './segments';
import { type PreparedSend, SendConfirm } from './SendConfirm';
import { SendPreview } from './SendPreview';
import { RejectedList } from './SendResult';
import { composeText, requestOf } from './submission';
import { useHospitalNow } from './useHospitalNow';
import { useSendingRules } from './useSendingRules';
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
  const rules = useSendingRules();
  const composition = composeText(values, template, rules.data);
  const lane = lanes.find(({ value }) => value === values.lane);
  const rule = rules.data?.lanes.find((entry) => entry.lane === values.lane);
  const now = useHospitalNow();
  const scheduledAt = (values.timing === 'later' && values.scheduledAt) || undefined;
  const defaultSignature = rules.data?.defaultSignature;
  const unsigned =
    rules.isSuccess && composition.text !== '' && signatureOf(composition.text) === undefined
      ? '没有默认签名，请填写签名'
      : undefined;

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
      composition: composeText(entered, template, rules.data),
      notice: { rule, scheduledAt: (entered.timing === 'later' && entered.scheduledAt) || undefined },
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
        <Form.Item
          name="lane"
          label="短信类别"
          extra={[lane?.use, rule && describeLane(rule)].filter(Boolean).join('；')}
          rules={[{ required: true }]}
        >
          <Select options={lanes.map(({ value, label }) => ({ value, label }))} />
        </Form.Item>
        {(values.timing !== 'later' || scheduledAt) && (
          <LaneNotice rule={rule} now={now} scheduledAt={scheduledAt} />
        )}
        <Form.Item
          name="signature"
          label="签名"
          dependencies={['content', 'templateId', 'source']}
          extra={`不含【】${defaultSignature ? `；留空使用默认签名“${defaultSignature}”` : ''}。签名须已在运营商报备。`}
          rules={[
            {
              validator: (_, text: string | undefined) =>
                text?.trim() && !isValidSignature(text.trim())
                  ? Promise.reject(new Error('签名须为 2 至 20 个字，且不含【】'))
                  : Promise.resolve(),
            },
            {
              validator: () => (unsigned ? Promise.reject(new Error(unsigned)) : Promise.resolve()),
            },
          ]}
        >
          <Input maxLength={20} placeholder={defaultSignature} autoComplete="off" allowClear />
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
              {
                validator: (_, text: string | undefined) => {
                  const own = signatureOf(clean(text ?? ''));
                  return own !== undefined && !isValidSignature(own)
                    ? Promise.reject(new Error('内容开头【】中的签名须为 2 至 20 个字'))
                    : Promise.resolve();
                },
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
        note={rules.error ? '没有读到发送规则，字数以受理结果为准。' : unsigned && `${unsigned}。`}
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
