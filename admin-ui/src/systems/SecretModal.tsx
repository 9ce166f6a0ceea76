import { CopyOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, type InputRef, Modal } from 'antd';
import { useRef, useState } from 'react';
import type { ConnectedSystemSecret } from '../api/types';
import { copyText } from './copyText';

interface SecretModalProps {
  /** Null: closed. */
  secret: ConnectedSystemSecret | null;
  onClose: () => void;
}

/** A new secret. The server can't tell it again, so nothing but its button closes the dialog. */
export function SecretModal({ secret, onClose }: SecretModalProps) {
  return (
    <Modal
      open={secret !== null}
      title="请保存密钥"
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <Button type="primary" onClick={onClose}>
          我已保存密钥
        </Button>
      }
    >
      {secret && <Secret secret={secret} />}
    </Modal>
  );
}

function Secret({ secret: { key, secret } }: { secret: ConnectedSystemSecret }) {
  const field = useRef<InputRef>(null);
  const [outcome, setOutcome] = useState<string>();
  const copy = async () => {
    const copied = await copyText(secret, field.current?.input ?? null);
    setOutcome(copied ? '已复制' : '浏览器不允许自动复制，密钥已选中，请按 Ctrl+C 复制');
  };

  return (
    <>
      <Alert
        type="warning"
        showIcon
        title="密钥只显示这一次"
        description="关闭后无法再次查看，遗失只能更换。请立即交给该系统的负责人妥善保存，不要通过聊天软件或邮件明文传送。"
        style={{ marginBottom: 16 }}
      />
      <Form layout="vertical" component="div">
        <Form.Item label="编号（X-Yixun-Key）" htmlFor="system-secret-key">
          <Input id="system-secret-key" readOnly value={key} />
        </Form.Item>
        <Form.Item label="密钥" htmlFor="system-secret" extra={<span role="status">{outcome}</span>}>
          <div className="system-secret">
            <Input
              id="system-secret"
              ref={field}
              readOnly
              autoComplete="off"
              spellCheck={false}
              value={secret}
              onFocus={(event) => event.target.select()}
            />
            <Button icon={<CopyOutlined />} onClick={() => void copy()}>
              复制密钥
            </Button>
          </div>
        </Form.Item>
      </Form>
    </>
  );
}
