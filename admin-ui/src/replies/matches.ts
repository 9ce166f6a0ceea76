import { labelOf, type Named } from '../wording/names';

/** How surely the message of a reply is known, as the API spells it. */
const matches: Named[] = [
  { value: 'exact', label: '号码一致' },
  { value: 'extension', label: '按扩展码' },
  { value: 'phone', label: '仅按手机号，可能有误' },
  { value: 'none', label: '无对应' },
];

export function matchName(match: string): string {
  return labelOf(matches, match);
}
