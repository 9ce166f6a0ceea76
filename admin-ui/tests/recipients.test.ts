import { describe, expect, it } from 'vitest';
import { parseRecipients } from '../src/sending/recipients';

describe('parseRecipients', () => {
  it.each([
    '13800138000\n13900139000',
    '13800138000\r\n13900139000\r\n',
    '13800138000,13900139000',
    '13800138000，13900139000；',
    '13800138000、13900139000',
    '13800138000;13900139000',
    '13800138000\t13900139000',
    '13800138000 13900139000',
    '13800138000/13900139000|',
    '13800138000-13900139000',
    '"13800138000","13900139000"',
    '138 0013 8000 139 0013 9000',
    '138-0013-8000, 139-0013-9000',
    '+86 13800138000\n0086-139 0013 9000',
    '(+86)13800138000 8613900139000',
    '１３８００１３８０００，１３９００１３９０００',
  ])('reads two numbers from %j', (text) => {
    expect(parseRecipients(text)).toEqual({
      numbers: ['13800138000', '13900139000'],
      invalid: [],
      duplicates: [],
    });
  });

  it('names duplicates, however they are written', () => {
    expect(parseRecipients('13800138000\n+86 138-0013-8000\n13800138000')).toEqual({
      numbers: ['13800138000'],
      invalid: [],
      duplicates: ['13800138000', '13800138000'],
    });
  });

  it('names what is no mobile number', () => {
    expect(
      parseRecipients('张三 13800138000\n1380013800\n12345678901\n1380013800O\n02166668888').invalid,
    ).toEqual(['张三', '1380013800', '12345678901', '1380013800O', '02166668888']);
  });

  it('reads nothing from nothing', () => {
    expect(parseRecipients(' \n,；')).toEqual({ numbers: [], invalid: [], duplicates: [] });
  });
});
