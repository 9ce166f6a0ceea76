import { Checkbox, Form, Input, InputNumber, Switch } from 'antd';
import { lanes } from '../sending/lanes';
import { isValidSignature } from '../sending/segments';
import { isAddress, readAddresses } from './addresses';
import { maximumRate } from './systemEntry';

interface SystemFieldsProps {
  isNew: boolean;
  /** The console's own system sends without signed requests: what limits those has no effect on it. */
  isOwn: boolean;
  takenKeys: string[];
}

/** The fields of a connected system, checked as the server checks them. */
export function SystemFields({ isNew, isOwn, takenKeys }: SystemFieldsProps) {
  return (
    <>
      <Form.Item
        name="key"
        label="编号"
        extra="2 至 32 位小写字母、数字或短横，即请求头 X-Yixun-Key 的值；保存后不能修改"
        validateFirst
        rules={[
          { required: true, message: '请输入编号' },
          {
            pattern: /^[a-z0-9][a-z0-9-]{1,31}$/,
            message: '编号须为 2 至 32 位小写字母、数字或短横，不以短横开头',
          },
          {
            validator: (_, key: string) =>
              isNew && takenKeys.includes(key)
                ? Promise.reject(new Error('编号已被使用，请换一个'))
                : Promise.resolve(),
          },
        ]}
      >
        <Input autoComplete="off" spellCheck={false} maxLength={32} disabled={!isNew} />
      </Form.Item>
      <Form.Item
        name="name"
        label="名称"
        rules={[{ required: true, whitespace: true, message: '请输入名称' }]}
      >
        <Input autoComplete="off" maxLength={64} placeholder="如：HIS 门诊系统" />
      </Form.Item>
      <Form.Item
        name="defaultSignature"
        label="默认签名"
        extra="请求没有给出签名时使用，不含【】；留空则每次请求都须给出签名"
        rules={[
          {
            validator: (_, text: string | undefined) =>
              text?.trim() && !isValidSignature(text.trim())
                ? Promise.reject(new Error('签名须为 2 至 20 个字，且不含【】'))
                : Promise.resolve(),
          },
        ]}
      >
        <Input autoComplete="off" maxLength={20} allowClear />
      </Form.Item>
      <Form.Item name="allowedLanes" label="可用类别" extra="不选则可用全部类别">
        <Checkbox.Group
          className="system-lanes"
          options={lanes.map(({ value, label }) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item
        name="allowedAddresses"
        hidden={isOwn}
        label="来源地址"
        extra="每行一个 IP 地址或网段（如 10.1.2.0/24）；留空则不限制"
        rules={[
          {
            validator: (_, text: string | undefined) => {
              const wrong = readAddresses(text ?? '').filter((address) => !isAddress(address));
              return wrong.length > 0
                ? Promise.reject(new Error(`不是有效的 IP 地址或网段：${wrong.join('、')}`))
                : Promise.resolve();
            },
          },
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="requestsPerSecond"
        hidden={isOwn}
        label="每秒请求数上限"
        extra="0 为全院默认值"
        rules={[
          {
            type: 'integer',
            required: true,
            min: 0,
            max: maximumRate,
            message: `请输入 0 至 ${maximumRate} 的整数`,
          },
        ]}
      >
        <InputNumber<number> className="system-rate" />
      </Form.Item>
      <Form.Item
        name="enabled"
        hidden={isOwn}
        label="启用"
        valuePropName="checked"
        extra="停用后，该系统的请求一律被拒绝（403）"
      >
        <Switch />
      </Form.Item>
    </>
  );
}
