import { expect, it } from 'vitest';
import { isAddress, readAddresses } from '../src/systems/addresses';

it.each([
  '10.1.2.3',
  '0.0.0.0/0',
  '10.1.2.0/24',
  '10.1.2.3/32',
  '::1',
  'fd00::/8',
  'fd00:1:2:3:4:5:6:7/128',
  '2001:db8:8000::/33',
  '::ffff:10.1.2.3',
])('takes %s', (text) => {
  expect(isAddress(text)).toBe(true);
});

it.each([
  '',
  '10.1.2',
  '10.1.2.256',
  '10.1.2.03',
  '10.1.2.3/24',
  '10.1.2.0/33',
  '10.1.2.0/',
  '10.1.2.0/24/8',
  'his.hospital.cn',
  'fd00::1/8',
  'fd00::/129',
  'fd00:::1',
  '::g',
])('refuses %j', (text) => {
  expect(isAddress(text)).toBe(false);
});

it('reads each address once, however they are separated', () => {
  expect(readAddresses(' 10.1.2.3\r\n10.1.2.0/24，::1;10.1.2.3\n')).toEqual([
    '10.1.2.3',
    '10.1.2.0/24',
    '::1',
  ]);
});
