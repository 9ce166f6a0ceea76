import { Button } from 'antd';
import { maximumRecipients, type Recipients } from './recipients';

interface RecipientSummaryProps {
  recipients: Recipients;
  onClean: () => void;
}

const shown = 20;

/** How the pasted text was read. */
export function RecipientSummary({
  recipients: { numbers, invalid, duplicates },
  onClean,
}: RecipientSummaryProps) {
  return (
    <div className="recipient-summary" role="status">
      <div>
        有效号码 <strong>{numbers.length}</strong> 个
        {numbers.length > maximumRecipients && (
          <span className="send-problem">，超过一次最多 {maximumRecipients} 个，请分批发送</span>
        )}
        {duplicates.length > 0 && `，重复 ${duplicates.length} 个`}
        {invalid.length > 0 && <span className="send-problem">，无效 {invalid.length} 个</span>}
        {(invalid.length > 0 || duplicates.length > 0) && (
          <Button type="link" size="small" onClick={onClean}>
            清理，只留有效号码
          </Button>
        )}
      </div>
      {invalid.length > 0 && <div className="wrap">无效：{listOf(invalid)}</div>}
      {duplicates.length > 0 && <div className="wrap">重复：{listOf(duplicates)}</div>}
    </div>
  );
}

function listOf(texts: string[]): string {
  const more = texts.length > shown ? ` 等 ${texts.length} 个` : '';
  return texts.slice(0, shown).join('、') + more;
}
