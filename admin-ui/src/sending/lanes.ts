export interface LaneChoice {
  value: string;
  label: string;
  /** When to use it, and how it is treated. */
  hint: string;
  /** What the server appends to every text of the lane. */
  suffix?: string;
}

export const optOutSuffix = '拒收请回复R';

/** Lanes as the API spells them, most urgent first. */
export const lanes: LaneChoice[] = [
  { value: 'critical', label: '危急值与急会诊', hint: '最优先，全天发送，不过期' },
  { value: 'otp', label: '验证码', hint: '全天发送，5 分钟内未发出则作废' },
  { value: 'care', label: '诊疗服务', hint: '叫号、手术、缴费；全天发送，30 分钟内有效' },
  { value: 'reminder', label: '就诊提醒', hint: '预约、报告；7:00 至 22:00 发送，12 小时内有效' },
  { value: 'followup', label: '随访宣教', hint: '随访、问卷、健康宣教；8:00 至 21:00 发送' },
  {
    value: 'promotion',
    label: '健康推广',
    hint: `义诊、体检套餐；8:00 至 21:00 发送，须患者同意，自动附加“${optOutSuffix}”`,
    suffix: optOutSuffix,
  },
];

export function laneName(lane: string): string {
  return lanes.find((choice) => choice.value === lane)?.label ?? lane;
}
