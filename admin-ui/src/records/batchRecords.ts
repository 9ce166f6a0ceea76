import { api } from '../api/client';
import type { MessageView, Page, SubmitAnswer } from '../api/types';
import type { QueryValues } from '../table/useKeysetPage';

/** The address of a submission's records. */
export function batchRecordsPath(answer: SubmitAnswer): string {
  const last = answer.messages.reduce((highest, { id }) => (BigInt(id) > highest ? BigInt(id) : highest), 0n);
  return `/records?${new URLSearchParams({ batch: answer.batchId, last: String(last) })}`;
}

/**
 * A page of records. Those of one submission lie between its id and that of its last message, because ids grow with
 * time; other messages that were accepted in the same moment are left out.
 */
export async function loadRecords(query: QueryValues, signal: AbortSignal): Promise<Page<MessageView>> {
  const { batch, last, ...asked } = query;
  if (!isId(batch) || !isId(last)) {
    return api.get('/messages', { query: asked, signal });
  }
  const before = asked['before'] ?? String(BigInt(last) + 1n);
  const page = await api.get<Page<MessageView>>('/messages', { query: { ...asked, before }, signal });
  const items = page.items.filter(({ batchId }) => batchId === batch);
  return page.next !== undefined && BigInt(page.next) > BigInt(batch)
    ? { items, next: page.next }
    : { items };
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,19}$/.test(text);
}
