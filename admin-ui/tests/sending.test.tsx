import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SubmitRequest } from '../src/api/types';
import { forgetDraft } from '../src/sending/draft';
import { type Call, fakeServer, problem, sendingRules } from './fakeServer';
import { renderApp } from './renderApp';

const answer = {
  batchId: '1000',
  messages: [
    { id: '1001', to: '13800138000' },
    { id: '1002', to: '13900139000' },
  ],
  rejected: [{ to: '13700137000', code: 'number_invalid', message: '不是有效的手机号码' }],
  segments: 2,
};

async function fillIn() {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText('签名'), '市一医院');
  await user.type(screen.getByLabelText('内容'), '您的报告已出');
  await user.click(screen.getByLabelText('收件号码'));
  await user.paste('13800138000，139 0013 9000\n13800138000 12345');
  return user;
}

async function confirm(user: ReturnType<typeof userEvent.setup>, name: RegExp) {
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name }));
}

beforeEach(forgetDraft);

afterEach(() => {
  vi.useRealTimers();
});

describe('sending', () => {
  it('counts, asks, submits once, and shows what was accepted and what was not', async () => {
    const server = fakeServer({ 'POST /messages': () => ({ status: 202, body: answer }) });
    renderApp('/send');
    const user = await fillIn();

    expect(await screen.findByText('【市一医院】您的报告已出')).toBeTruthy();
    expect(await screen.findByText('无效：12345')).toBeTruthy();
    expect(screen.getByText('重复：13800138000')).toBeTruthy();
    expect(screen.getByTestId('send-count').textContent).toBe('字数12每人计费1 条合计2 条');

    await user.click(screen.getByRole('button', { name: '发送' }));
    expect(await screen.findByText('另有 1 个无效、1 个重复的号码不会发送。')).toBeTruthy();
    expect(server.callsOf('POST', '/messages')).toHaveLength(0);
    await confirm(user, /确认发送/);

    expect(await screen.findByText('已受理 2 条短信，共计费 2 条；拒绝 1 个号码')).toBeTruthy();
    expect(screen.getByText('13700137000')).toBeTruthy();
    expect(screen.getByRole('link', { name: '查看本批发送记录' }).getAttribute('href')).toBe(
      '/records?batch=1000&last=1002',
    );
    const [call, ...more] = server.callsOf('POST', '/messages') as [Call, ...Call[]];
    expect(more).toHaveLength(0);
    expect(call.headers.get('X-Yixun-Console')).toBe('1');
    expect(call.body).toEqual({
      lane: 'reminder',
      signature: '市一医院',
      content: '您的报告已出',
      to: ['13800138000', '13900139000'],
      clientId: expect.stringMatching(/^console-[0-9a-f]{32}$/) as string,
    });
  });

  it('repeats an unanswered submission under the same clientId', async () => {
    let attempts = 0;
    const server = fakeServer({
      'POST /messages': () => {
        attempts++;
        return attempts === 1
          ? () => {
              throw new TypeError('network');
            }
          : { status: 202, body: { ...answer, rejected: [] } };
      },
    });
    renderApp('/send');
    const user = await fillIn();
    await user.click(screen.getByRole('button', { name: '发送' }));
    await confirm(user, /确认发送/);
    expect(await screen.findByText('无法连接服务器，请检查网络后重试')).toBeTruthy();
    await confirm(user, /重试/);
    expect(await screen.findByText('已受理 2 条短信，共计费 2 条')).toBeTruthy();
    const ids = server.callsOf('POST', '/messages').map(({ body }) => (body as SubmitRequest).clientId);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it('shows a problem at the field that it is about', async () => {
    fakeServer({
      'POST /messages': () =>
        problem(422, 'signature_text_invalid', '签名须为2至20个字，且不含【】', { field: 'signature' }),
    });
    renderApp('/send');
    const user = await fillIn();
    await user.click(screen.getByRole('button', { name: '发送' }));
    await confirm(user, /确认发送/);
    await waitFor(() =>
      expect(document.querySelector('.ant-form-item-explain-error')?.textContent).toBe(
        '签名须为2至20个字，且不含【】',
      ),
    );
  });

  it('counts and shows the default signature while the field is empty', async () => {
    fakeServer({});
    renderApp('/send');
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('内容'), '您的报告已出');
    expect(await screen.findByText('【市第一医院】您的报告已出')).toBeTruthy();
    expect(screen.getByTestId('send-count').textContent).toBe('字数13每人计费1 条合计0 条');
    await user.clear(screen.getByLabelText('内容'));
    await user.click(screen.getByLabelText('内容'));
    await user.paste('【】您的报告已出');
    expect(await screen.findByText('【市第一医院】【】您的报告已出')).toBeTruthy();
    await user.clear(screen.getByLabelText('内容'));
    await user.click(screen.getByLabelText('内容'));
    await user.paste('【中心医院】您的报告已出');
    expect(await screen.findByText('【中心医院】您的报告已出', { selector: 'p' })).toBeTruthy();
  });

  it('asks for a signature when there is no default', async () => {
    const server = fakeServer({ 'GET /sending-rules': () => ({ body: { lanes: sendingRules.lanes } }) });
    renderApp('/send');
    const user = await fillIn();
    await user.clear(screen.getByLabelText('签名'));
    await user.click(screen.getByRole('button', { name: '发送' }));
    await waitFor(() =>
      expect(document.querySelector('.ant-form-item-explain-error')?.textContent).toBe(
        '没有默认签名，请填写签名',
      ),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(server.callsOf('POST', '/messages')).toHaveLength(0);
  });

  it('says that the lane is closed, and when it opens', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T23:10:00+08:00') });
    const reminder = { lane: 'reminder', opensAt: '07:00', closesAt: '22:00', timeToLiveSeconds: 43_200 };
    fakeServer({ 'GET /sending-rules': () => ({ body: { ...sendingRules, lanes: [reminder] } }) });
    renderApp('/send');
    expect(await screen.findByText('现在不在“就诊提醒”的发送时段（07:00 至 22:00）')).toBeTruthy();
    expect(screen.getByText('短信会先保留，明天 07:00 起发出。')).toBeTruthy();
    expect(screen.getByText('预约、报告；07:00 至 22:00 发送，12 小时内有效')).toBeTruthy();
  });
});
