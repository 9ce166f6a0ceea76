/** Segments that one message may have. */
export const maximumSegments = 10;

const single = 70;
const part = 67;

/** The text as the handset shows it. A content with its own 【…】 at the front gets no second one. */
export function compose(signature: string | undefined, content: string, suffix: string | undefined): string {
  const clean = content.replace(/\r\n?/g, '\n');
  const head = signature && !clean.startsWith('【') ? `【${signature}】` : '';
  const tail = suffix && !clean.endsWith(suffix) ? suffix : '';
  return head + clean + tail;
}

/** Billable segments in UTF-16 units: 70 in one, 67 in each of several; a surrogate pair is never split. */
export function countSegments(text: string): number {
  if (text.length <= single) {
    return 1;
  }
  let count = 0;
  for (let start = 0; start < text.length; count++) {
    start += lengthOfNext(text, start);
  }
  return count;
}

function lengthOfNext(text: string, start: number): number {
  if (text.length - start <= part) {
    return text.length - start;
  }
  const last = text.charCodeAt(start + part - 1);
  const next = text.charCodeAt(start + part);
  const splitsPair = last >= 0xd800 && last <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
  return splitsPair ? part - 1 : part;
}
