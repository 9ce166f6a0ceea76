import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { MessageView } from '../src/api/types';
import { fakeServer, problem } from './fakeServer';
import { renderApp } from './renderApp';

function message(id: string, more: Partial<MessageView> = {}): MessageView {
  return {
    id,
    batchId: '1000',
    to: '138****8000',
    lane: 'reminder',
    state: 'delivered',
    carrier: 'mobile',
    channel: 'cmpp-mobile',
    content: `【市一医院】第 ${id} 条`,
    billableSegments: 1,
    kind: 'sms',
    segments: [
      {
        index: 1,
        carrierId: '77',
        channel: 'cmpp-mobile',
        status: 'DELIVRD',
        submittedAt: '2026-11-22T01:00:01+00:00',
      },
    ],
    acceptedAt: '2026-11-22T09:00:00+08:00',
    routing: 'carrier=Mobile by=prefix:138; channel=cmpp-mobile by=only',
    routingText: ['号码归属：中国移动，依据号段 138。'],
    ...more,
  };
}

describe('records', () => {
  it('shows state and plain failure, and turns pages by key', async () => {
    const failure = {
      code: 'UNDELIV',
      cause: '关机、停机或不在服务区',
      advice: '可稍后重发，或电话联系患者',
    };
    const server = fakeServer({
      'GET /messages': ({ query }) =>
        query.get('before') === '1001'
          ? { body: { items: [message('1000')] } }
          : {
              body: { items: [message('1002'), message('1001', { state: 'failed', failure })], next: '1001' },
            },
    });
    const router = renderApp('/records');
    const user = userEvent.setup();
    expect(await screen.findByText('已送达')).toBeTruthy();
    expect(screen.getByText('未送达')).toBeTruthy();
    expect(screen.getByText(failure.cause)).toBeTruthy();
    expect(screen.getByText(failure.advice)).toBeTruthy();
    expect(screen.getAllByText('2026-11-22 09:00:00')).toHaveLength(2);

    await user.click(screen.getByRole('button', { name: '下一页' }));
    expect(await screen.findByText('【市一医院】第 1000 条')).toBeTruthy();
    expect(router.state.location.search).toBe('?before=1001');
    await user.click(screen.getByRole('button', { name: '上一页' }));
    expect(await screen.findByText('【市一医院】第 1002 条')).toBeTruthy();
    expect(server.calls.filter(({ method }) => method !== 'GET')).toHaveLength(0);
  });

  it('asks for what the address says, and writes what the form asks into the address', async () => {
    const server = fakeServer({ 'GET /messages': () => ({ body: { items: [] } }) });
    const router = renderApp('/records?state=blocked');
    const user = userEvent.setup();
    expect(await screen.findByText('没有符合条件的记录')).toBeTruthy();
    expect(server.callsOf('GET', '/messages')[0]?.query.get('state')).toBe('blocked');

    await user.type(screen.getByLabelText('手机号码'), '138{Enter}');
    expect(await screen.findByText('请输入完整的 11 位手机号码')).toBeTruthy();
    await user.type(screen.getByLabelText('手机号码'), '00138000{Enter}');
    await waitFor(() => expect(router.state.location.search).toBe('?state=blocked&to=13800138000'));
  });

  it("shows only a batch's records, and ends where it begins", async () => {
    const server = fakeServer({
      'GET /messages': () => ({
        body: { items: [message('1002'), message('1001', { batchId: '999' })], next: '1000' },
      }),
    });
    renderApp('/records?batch=1000&last=1002');
    expect(await screen.findByText('【市一医院】第 1002 条')).toBeTruthy();
    expect(screen.queryByText('【市一医院】第 1001 条')).toBeNull();
    expect(server.callsOf('GET', '/messages')[0]?.query.get('before')).toBe('1003');
    expect((screen.getByRole('button', { name: '下一页' }) as HTMLButtonElement).disabled).toBe(true);
  });

  it('opens the detail of an address', async () => {
    fakeServer({
      'GET /messages': () => ({ body: { items: [] } }),
      'GET /messages/1002': () => ({ body: message('1002') }),
    });
    renderApp('/records/1002');
    expect(await screen.findByText('号码归属：中国移动，依据号段 138。')).toBeTruthy();
    expect(screen.getByText('77')).toBeTruthy();
  });

  it("shows the server's problem and asks again", async () => {
    let broken = true;
    fakeServer({
      'GET /messages': () =>
        broken ? problem(403, 'forbidden', '没有权限') : { body: { items: [message('1002')] } },
    });
    renderApp('/records');
    expect(await screen.findByText('没有权限')).toBeTruthy();
    broken = false;
    await userEvent.setup().click(screen.getByRole('button', { name: /重试/ }));
    expect(await screen.findByText('已送达')).toBeTruthy();
  });

  it('shows an MMS with its pictures, and the short message that took its place', async () => {
    fakeServer({
      'GET /messages': () => ({ body: { items: [message('1003', { kind: 'mms' })] } }),
      'GET /messages/1003': () => ({
        body: message('1003', {
          kind: 'mms',
          content: '【市一医院】检查报告 https://m.example.org/m/AAAAAAAAAA',
          mms: {
            subject: '【市一医院】检查报告',
            sentAs: 'sms',
            parts: [
              { part: 1, slide: 1, kind: 'picture', type: 'image/png', name: 'ct.png', size: 70 },
              { part: 2, slide: 1, kind: 'text', type: 'text/plain', size: 9, text: '影像所见' },
            ],
          },
        }),
      }),
    });
    renderApp('/records/1003');

    const picture = await screen.findByRole('img', { name: 'ct.png' });
    expect(picture.getAttribute('src')).toBe('/api/admin/messages/1003/media/1');
    expect(screen.getByText('影像所见')).toBeTruthy();
    expect(screen.getByText('链接尚未打开')).toBeTruthy();
    expect(screen.getByText(/m\.example\.org/)).toBeTruthy();
  });
});
