import type { Rule } from 'antd/es/form';
import { readNumber } from '../sending/recipients';

/** A mainland mobile number, however it is written; an empty field is another rule's matter. */
export const phoneRule: Rule = {
  validator: (_, value: string | undefined) =>
    !value?.trim() || readNumber(value) !== undefined
      ? Promise.resolve()
      : Promise.reject(new Error('请输入完整的 11 位手机号码')),
};
