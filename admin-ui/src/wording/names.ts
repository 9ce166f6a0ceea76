export interface Named {
  value: string;
  label: string;
}

/** Carriers as the API spells them. */
export const carriers: Named[] = [
  { value: 'mobile', label: '中国移动' },
  { value: 'unicom', label: '中国联通' },
  { value: 'telecom', label: '中国电信' },
  { value: 'broadnet', label: '中国广电' },
  { value: 'satellite', label: '卫星通信' },
];

export const numberKinds: Named[] = [
  { value: 'own', label: '运营商自有' },
  { value: 'resale', label: '虚拟运营商' },
  { value: 'satellite', label: '卫星' },
];

/** A carrier's name; its network's spelling in any case. */
export function carrierName(carrier: string): string {
  return carrier === 'unknown' ? '未识别' : labelOf(carriers, carrier);
}

export function labelOf(names: Named[], value: string): string {
  return names.find((name) => name.value === value.toLowerCase())?.label ?? value;
}
