import { Button, Form, Input, Select } from 'antd';
import type { Rule } from 'antd/es/form';
import { useEffect } from 'react';
import type { Named } from '../wording/names';
import type { QueryValues } from './useKeysetPage';

export interface QueryFilter {
  /** Name in the address and in the API's query. */
  name: string;
  label: string;
  placeholder?: string;
  /** A select with these; a text field without. */
  options?: Named[];
  rules?: Rule[];
}

interface QueryFormProps {
  filters: QueryFilter[];
  values: QueryValues;
  onAsk: (values: QueryValues) => void;
}

export function QueryForm({ filters, values, onAsk }: QueryFormProps) {
  const [form] = Form.useForm<Record<string, string | undefined>>();
  const asked = JSON.stringify(filters.map(({ name }) => values[name]));
  useEffect(() => {
    const current: unknown = JSON.parse(asked);
    form.setFieldsValue(
      Object.fromEntries(filters.map(({ name }, index) => [name, (current as string[])[index] ?? undefined])),
    );
    // The filters of a page don't change; their values in the address do.
  }, [asked, form]);

  const ask = (entered: Record<string, string | undefined>) =>
    onAsk(Object.fromEntries(filters.map(({ name }) => [name, entered[name]?.trim() ?? ''])));

  return (
    <Form form={form} className="query-form" role="search" onFinish={ask}>
      {filters.map((filter) => (
        <Form.Item key={filter.name} name={filter.name} label={filter.label} rules={filter.rules ?? []}>
          {filter.options ? (
            <Select
              className="query-field"
              allowClear
              placeholder={filter.placeholder ?? '全部'}
              options={filter.options}
            />
          ) : (
            <Input className="query-field" allowClear placeholder={filter.placeholder} maxLength={32} />
          )}
        </Form.Item>
      ))}
      <Button type="primary" htmlType="submit">
        查询
      </Button>
      <Button
        onClick={() => {
          form.resetFields();
          ask({});
        }}
      >
        重置
      </Button>
    </Form>
  );
}
