import { Alert, Form, type FormInstance } from 'antd';
import type { ReactNode } from 'react';

export interface EntryProps<Values> {
  title: string;
  form: FormInstance<Values>;
  /** What the form starts with; null: the dialog is closed. */
  entry: Partial<Values> | null;
  onSave: (values: Values) => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

interface EntryFormProps<Values> {
  form: FormInstance<Values>;
  problem: string | undefined;
  onSave: (values: Values) => void;
  children: ReactNode;
}

/** The form inside an entry dialog; Enter saves. */
export function EntryForm<Values extends object>({
  form,
  problem,
  onSave,
  children,
}: EntryFormProps<Values>) {
  return (
    <>
      {problem && <Alert type="error" showIcon role="alert" title={problem} style={{ marginBottom: 16 }} />}
      <Form<Values> form={form} layout="vertical" onFinish={onSave}>
        {children}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
    </>
  );
}
