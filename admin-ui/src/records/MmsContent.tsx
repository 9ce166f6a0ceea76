import { Alert } from 'antd';
import type { MmsPartView, MmsView } from '../api/types';
import { formatTime } from '../wording/time';

/** Subject, texts and media of an MMS, slide by slide. */
export function MmsContent({ id, mms }: { id: string; mms: MmsView }) {
  return (
    <section>
      <h2>彩信内容</h2>
      {mms.sentAs === 'sms' && (
        <Alert
          type="info"
          showIcon
          title="该号码没有可用的彩信通道，已改发带链接的短信"
          description={mms.openedAt ? `患者于 ${formatTime(mms.openedAt)} 打开了链接` : '链接尚未打开'}
        />
      )}
      {mms.readAt && <p className="muted">患者已于 {formatTime(mms.readAt)} 阅读</p>}
      <p className="record-text wrap">{mms.subject}</p>
      {mms.parts.map((part) => (
        <Part key={part.part} part={part} source={sourceOf(id, part)} />
      ))}
    </section>
  );
}

function Part({ part, source }: { part: MmsPartView; source: string }) {
  const label = `第 ${part.slide} 页`;
  switch (part.kind) {
    case 'picture':
      return <img className="record-medium" src={source} alt={part.name ?? `${label}的图片`} />;
    case 'audio':
      return (
        <audio className="record-medium" controls preload="none" src={source} aria-label={`${label}的音频`} />
      );
    case 'video':
      return (
        <video className="record-medium" controls preload="none" src={source} aria-label={`${label}的视频`} />
      );
    default:
      return <p className="record-text wrap">{part.text ?? ''}</p>;
  }
}

function sourceOf(id: string, part: MmsPartView): string {
  return `/api/admin/messages/${encodeURIComponent(id)}/media/${part.part}`;
}
