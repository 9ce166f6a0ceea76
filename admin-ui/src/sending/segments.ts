/** Segments that one message may have. */
export const maximumSegments = 10;

const single = 70;
const part = 67;

/** The text as the handset shows it. A content with its own 【…】 at the front gets no second one. */
export function compose(signature: string | undefined, content: string, suffix: string | undefined): string {
  const text = clean(content);
  const head = signature && signatureOf(text) === undefined ? `【${signature}】` : '';
  const tail = suffix && !text.endsWith(suffix) ? suffix : '';
  return head + text + tail;
}

/** The signature at the front of a text, without brackets: a whole, non-empty 【…】; undefined when there is none. */
export function signatureOf(text: string): string | undefined {
  const end = text.startsWith('【') ? text.indexOf('】') : -1;
  return end > 1 ? text.slice(1, end) : undefined;
}

/** True for 2 to 20 characters without brackets, line ends or control characters, and no space around them. */
export function isValidSignature(signature: string): boolean {
  return (
    signature.length >= 2 &&
    signature.length <= 20 &&
    !/[【】\p{Cc}]/u.test(signature) &&
    signature.trim() === signature
  );
}

/** As the server reads a content: LF line ends, no byte order mark, no other control characters. */
export function clean(content: string): string {
  return content
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Cc}|\ufeff/gu, (character) => (character === '\n' || character === '\t' ? character : ''));
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
