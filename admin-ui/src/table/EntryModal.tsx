import { Alert, Form, type FormInstance, Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { ProblemError, textOf } from '../api/problem';

interface EntryModalProps<Values> {
  title: string;
  form: FormInstance<Values>;
  /** What the form starts with; null: the dialog is closed. */
  entry: Partial<Values> | null;
  onSave: (values: Values) => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog with a form. A problem with a field is shown at that field, another one above the form. */
export function EntryModal<Values extends object>({
  title,
  form,
  entry,
  onSave,
  onClose,
  children,
}: EntryModalProps<Values>) {
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (entry !== null) {
      setProblem(undefined);
      form.resetFields();
      form.setFieldsValue(entry as Parameters<typeof form.setFieldsValue>[0]);
    }
  }, [entry, form]);

  const save = async (values: Values) => {
    setSaving(true);
    setProblem(undefined);
    try {
      await onSave(values);
      onClose();
    } catch (error) {
      const field = error instanceof ProblemError ? error.field : undefined;
      if (field !== undefined && field in values) {
        form.setFields([{ name: field as never, errors: [textOf(error)] }]);
      } else {
        setProblem(textOf(error));
      }
    } finally {
      setSaving(false);
    }
  };

  return (
    <Modal
      open={entry !== null}
      title={title}
      okText="保存"
      confirmLoading={saving}
      mask={{ closable: false }}
      forceRender
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {problem && <Alert type="error" showIcon role="alert" title={problem} style={{ marginBottom: 16 }} />}
      <Form<Values> form={form} layout="vertical" onFinish={(values) => void save(values)}>
        {children}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
    </Modal>
  );
}
