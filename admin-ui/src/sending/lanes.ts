export interface LaneChoice {
  value: string;
  label: string;
  /** What to use it for. */
  use: string;
}

/** Lanes as the API spells them, most urgent first. */
export const lanes: LaneChoice[] = [
  { value: 'critical', label: '危急值与急会诊', use: '最优先' },
  { value: 'otp', label: '验证码', use: '登录、支付等验证' },
  { value: 'care', label: '诊疗服务', use: '叫号、手术、缴费' },
  { value: 'reminder', label: '就诊提醒', use: '预约、报告' },
  { value: 'followup', label: '随访宣教', use: '随访、问卷、健康宣教' },
  { value: 'promotion', label: '健康推广', use: '义诊、体检套餐；须患者同意' },
];

export function laneName(lane: string): string {
  return lanes.find((choice) => choice.value === lane)?.label ?? lane;
}
