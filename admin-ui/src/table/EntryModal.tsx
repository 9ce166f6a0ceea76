import { Modal } from 'antd';
import { EntryForm, type EntryProps } from './EntryForm';
import { useEntry } from './useEntry';

/** A dialog with a form. A problem with a field is shown at that field, another one above the form. */
export function EntryModal<Values extends object>(props: EntryProps<Values> & { okText?: string }) {
  const { title, form, entry, onClose, children, okText = '保存' } = props;
  const { saving, problem, save } = useEntry(props);
  return (
    <Modal
      open={entry !== null}
      title={title}
      okText={okText}
      confirmLoading={saving}
      mask={{ closable: false }}
      forceRender
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <EntryForm form={form} problem={problem} onSave={save}>
        {children}
      </EntryForm>
    </Modal>
  );
}
