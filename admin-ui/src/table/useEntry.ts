import type { FormInstance } from 'antd';
import { useEffect, useState } from 'react';
import { ProblemError, textOf } from '../api/problem';

interface EntryOptions<Values> {
  form: FormInstance<Values>;
  /** What the form starts with; null: the dialog is closed. */
  entry: Partial<Values> | null;
  onSave: (values: Values) => Promise<unknown>;
  onClose: () => void;
}

/** Saves a form and closes its dialog. A problem with a field goes to that field, another one is returned. */
export function useEntry<Values extends object>({ form, entry, onSave, onClose }: EntryOptions<Values>) {
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

  return { saving, problem, save: (values: Values) => void save(values) };
}
