import type { Composition } from './submission';
import { maximumSegments } from './segments';

interface SendPreviewProps {
  composition: Composition;
  /** How the text gets its signature. */
  note: string | undefined;
  recipients: number;
}

/** The message as the handset shows it, and what it costs. */
export function SendPreview({ composition: { text, segments }, note, recipients }: SendPreviewProps) {
  return (
    <aside className="send-preview" aria-label="短信预览">
      <h2>预览</h2>
      <div className="send-phone">
        <p className="send-bubble wrap">{text || <span className="muted">短信内容会显示在这里</span>}</p>
      </div>
      <dl className="send-count" data-testid="send-count">
        <div>
          <dt>字数</dt>
          <dd>{text.length}</dd>
        </div>
        <div>
          <dt>每人计费</dt>
          <dd className={segments > maximumSegments ? 'send-problem' : undefined}>
            {text ? segments : 0} 条
          </dd>
        </div>
        <div>
          <dt>合计</dt>
          <dd>{text ? segments * recipients : 0} 条</dd>
        </div>
      </dl>
      <p className="muted">
        70 字以内计 1 条，更长按每 67 字 1 条；签名和退订语计入字数。
        {note}
      </p>
    </aside>
  );
}
