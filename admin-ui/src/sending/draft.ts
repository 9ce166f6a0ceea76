import type { Dayjs } from 'dayjs';

/** What the send form holds. */
export interface SendValues {
  lane: string;
  signature?: string;
  source: 'text' | 'template';
  content?: string;
  templateId?: string;
  variables?: Record<string, string | undefined>;
  recipients?: string;
  timing: 'now' | 'later';
  scheduledAt?: Dayjs | null;
}

let draft: { account: string; values: SendValues } | undefined;

/**
 * Keeps an unsent message over a visit to another page or a new sign-in of the same account. In memory only: phone
 * numbers don't belong into the browser's storage.
 */
export function keepDraft(account: string, values: SendValues): void {
  draft = { account, values };
}

export function draftOf(account: string): SendValues | undefined {
  return draft?.account === account ? draft.values : undefined;
}

export function forgetDraft(): void {
  draft = undefined;
}
