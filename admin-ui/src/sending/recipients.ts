/** Recipients that one submission may have. */
export const maximumRecipients = 1000;

export interface Recipients {
  /** Each number once, 11 digits, in the order of the text. */
  numbers: string[];
  /** What could not be read as a mobile number. */
  invalid: string[];
  /** Numbers that stood in the text again. */
  duplicates: string[];
}

// Digits, letters and what people write inside one number stay together; everything else separates.
const separators = /[^\p{L}\p{N}+＋\-() \u00a0\u3000]+/u;
const longestNumberInWords = 5;

/** Reads pasted text: any separators, numbers with spaces, dashes, +86 or full-width digits. */
export function parseRecipients(text: string): Recipients {
  const seen = new Set<string>();
  const result: Recipients = { numbers: [], invalid: [], duplicates: [] };
  for (const piece of text.split(separators).flatMap(readPiece)) {
    const number = readNumber(piece);
    if (number === undefined) {
      result.invalid.push(piece);
    } else if (seen.has(number)) {
      result.duplicates.push(number);
    } else {
      seen.add(number);
      result.numbers.push(number);
    }
  }
  return result;
}

/** The 11 digits of a mainland mobile number; undefined when the text is none. */
export function readNumber(text: string): string | undefined {
  const narrow = text
    .replace(/[０-９＋]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\-()]/g, '');
  return /^(?:\+?(?:00)?86)?(1[3-9]\d{9})$/.exec(narrow)?.[1];
}

/** Splits at spaces, dashes and brackets, except at those inside a number. */
function readPiece(piece: string): string[] {
  const words = piece.split(/[\s\-()]+/).filter((word) => word !== '');
  const found: string[] = [];
  for (let start = 0; start < words.length;) {
    let taken = 1;
    for (let length = 1; length <= longestNumberInWords && start + length <= words.length; length++) {
      if (readNumber(words.slice(start, start + length).join('')) !== undefined) {
        taken = length;
        break;
      }
    }
    found.push(words.slice(start, start + taken).join(' '));
    start += taken;
  }
  return found;
}
