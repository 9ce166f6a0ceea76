import { Button, Drawer } from 'antd';
import { EntryForm, type EntryProps } from './EntryForm';
import { useEntry } from './useEntry';

/** Like `EntryModal`, for a form too long for a dialog. */
export function EntryDrawer<Values extends object>(props: EntryProps<Values>) {
  const { title, form, entry, onClose, children } = props;
  const { saving, problem, save } = useEntry(props);
  return (
    <Drawer
      open={entry !== null}
      title={title}
      size={520}
      styles={{ wrapper: { maxWidth: '100vw' } }}
      mask={{ closable: false }}
      keyboard={!saving}
      closable={{ disabled: saving }}
      forceRender
      onClose={onClose}
      footer={
        <div className="entry-foot">
          <Button disabled={saving} onClick={onClose}>
            取消
          </Button>
          <Button type="primary" loading={saving} onClick={() => form.submit()}>
            保存
          </Button>
        </div>
      }
    >
      <EntryForm form={form} problem={problem} onSave={save}>
        {children}
      </EntryForm>
    </Drawer>
  );
}
