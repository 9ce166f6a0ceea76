import { expect, it } from 'vitest';
import { readConnectionEvent } from '../src/channels/connectionEvent';

it.each([
  ['#4 Bound: version 0x30', { what: '4 号连接已登录', detail: 'version 0x30' }],
  ['#1 Closed: ', { what: '1 号连接已关闭' }],
  ['restarted', { what: 'restarted' }],
])('reads %j', (event, read) => {
  expect(readConnectionEvent(event)).toEqual(read);
});
