import { App, Button } from 'antd';
import type { ReactNode } from 'react';

interface RemoveButtonProps {
  label: string;
  /** What is removed, for those who can't see the row. */
  subject: string;
  question: string;
  consequence: ReactNode;
  onConfirm: () => Promise<unknown>;
}

/** Asks before it removes. */
export function RemoveButton({ label, subject, question, consequence, onConfirm }: RemoveButtonProps) {
  const { modal } = App.useApp();
  return (
    <Button
      type="link"
      size="small"
      danger
      aria-label={`${label} ${subject}`}
      onClick={() =>
        void modal.confirm({
          title: question,
          content: consequence,
          okText: label,
          okButtonProps: { danger: true },
          // The page says what went wrong; the dialog closes either way.
          onOk: () => onConfirm().catch(() => undefined),
        })
      }
    >
      {label}
    </Button>
  );
}
