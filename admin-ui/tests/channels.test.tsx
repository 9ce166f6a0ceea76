import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { operationsOf } from '../src/channels/operations';
import type { ChannelStatusView } from '../src/api/types';
import { fakeServer, problem } from './fakeServer';
import { renderApp } from './renderApp';

const mobile = {
  id: 'mobile',
  name: '移动一',
  carriers: ['Mobile'],
  accessNumber: '106900001234',
  connections: 4,
  bound: 4,
  window: 64,
  inFlight: 0,
  waiting: 0,
  enabled: true,
  mode: 'Running',
  weight: 100,
  healthShare: 60,
  healthReason: '报告变慢',
} as ChannelStatusView;
const paused = { ...mobile, id: 'unicom', name: '联通一', mode: 'Paused', healthShare: 100 };
const channels = () => ({ body: [mobile, paused] });

/** Found by its text: under test every dialog has the same title id, so their names can't be told apart. */
async function dialogOf(title: string) {
  const found = await screen.findByText(title);
  return within(found.closest<HTMLElement>('[role=dialog]')!);
}

describe('channels', () => {
  it('shows condition, mode, weight and what health leaves of it', async () => {
    fakeServer({ 'GET /channels': channels });
    renderApp('/channels');
    const running = within((await screen.findByText('移动一')).closest('tr')!);
    expect(running.getByText('正常')).toBeTruthy();
    expect(running.getByText('60%')).toBeTruthy();
    expect(running.queryByText('已暂停')).toBeNull();
    const other = within(screen.getByText('联通一').closest('tr')!);
    expect(other.getByText('已暂停')).toBeTruthy();
    expect(other.getByText('100 / 100%')).toBeTruthy();
    expect(other.getByRole('button', { name: '恢复 联通一' })).toBeTruthy();
    expect(other.queryByRole('button', { name: '暂停 联通一' })).toBeNull();
  });

  it('pauses only with a reason, and reads the list again', async () => {
    const server = fakeServer({
      'GET /channels': channels,
      'POST /channels/mobile/pause': () => ({ body: { revision: '2' } }),
    });
    renderApp('/channels');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: '暂停 移动一' }));
    const dialog = await dialogOf('暂停：移动一');
    expect(dialog.getByText(/立即停止提交/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: /暂\s*停/ }));
    expect(await dialog.findByText('请填写原因')).toBeTruthy();
    expect(server.callsOf('POST', '/channels/mobile/pause')).toHaveLength(0);

    await user.type(dialog.getByLabelText('原因'), ' 网关割接 ');
    const before = server.callsOf('GET', '/channels').length;
    await user.click(dialog.getByRole('button', { name: /暂\s*停/ }));

    await waitFor(() =>
      expect(server.callsOf('POST', '/channels/mobile/pause')[0]?.body).toEqual({ reason: '网关割接' }),
    );
    await waitFor(() => expect(server.callsOf('GET', '/channels').length).toBeGreaterThan(before));
  });

  it('weighs, and shows a problem at its field', async () => {
    let refused = false;
    const server = fakeServer({
      'GET /channels': channels,
      'PUT /channels/mobile/weight': () => {
        const first = !refused;
        refused = true;
        return first
          ? problem(422, 'channel_invalid', '权重不合适', { field: 'weight' })
          : { body: { revision: '2' } };
      },
    });
    renderApp('/channels');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: '更多操作 移动一' }));
    await user.click(await screen.findByText('调整权重'));
    const dialog = await dialogOf('调整权重：移动一');
    const weight = dialog.getByLabelText('权重');
    expect((weight as HTMLInputElement).value).toBe('100');
    await user.clear(weight);
    await user.type(weight, '30');
    await user.type(dialog.getByLabelText('原因'), '分流');
    await user.click(dialog.getByRole('button', { name: '调整权重' }));
    expect(await dialog.findByText('权重不合适')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: '调整权重' }));

    await waitFor(() =>
      expect(server.callsOf('PUT', '/channels/mobile/weight')[1]?.body).toEqual({ weight: 30, reason: '分流' }),
    );
  });

  it('sends a test, and leads to its record', async () => {
    const server = fakeServer({
      'GET /channels': channels,
      'POST /channels/mobile/test': () => ({ status: 202, body: { messageId: '77' } }),
    });
    renderApp('/channels');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: '测试发送 移动一' }));
    const dialog = await dialogOf('测试发送：移动一');
    await user.type(dialog.getByLabelText('手机号码'), '138');
    await user.click(dialog.getByRole('button', { name: '测试发送' }));
    expect(await dialog.findByText('请输入完整的 11 位手机号码')).toBeTruthy();
    await user.type(dialog.getByLabelText('手机号码'), '00138000');
    await user.click(dialog.getByRole('button', { name: '测试发送' }));

    const link = await screen.findByRole('link', { name: '查看发送过程' });
    expect(link.getAttribute('href')).toBe('/records/77');
    expect(server.callsOf('POST', '/channels/mobile/test')[0]?.body).toEqual({ to: '13800138000' });
  });

  it('shows the events of a channel, page by page', async () => {
    const server = fakeServer({
      'GET /channels': channels,
      'GET /channels/mobile/events': ({ query }) => ({
        body:
          query.get('before') === null
            ? {
                items: [
                  {
                    id: '9',
                    at: '2026-11-22T08:00:00+08:00',
                    kind: 'paused',
                    detail: '运行 → 暂停；原因：网关割接',
                    by: 'admin',
                  },
                ],
                next: '9',
              }
            : {
                items: [
                  { id: '1', at: '2026-11-21T08:00:00+08:00', kind: 'share', detail: '降至 60%', by: 'system' },
                ],
              },
      }),
    });
    renderApp('/channels');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('link', { name: '事件 移动一' }));
    expect(await screen.findByText(/运行 → 暂停；原因：网关割接/)).toBeTruthy();
    expect(screen.getByText(/2026-11-22 08:00:00 · admin/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '更早的事件' }));
    expect(await screen.findByText(/降至 60%/)).toBeTruthy();
    expect(server.callsOf('GET', '/channels/mobile/events')[1]?.query.get('before')).toBe('9');
    expect(screen.queryByRole('button', { name: '更早的事件' })).toBeNull();
  });

  it('offers what fits the state', () => {
    expect(operationsOf({ ...mobile, enabled: false })[0]).toBe('enable');
    expect(operationsOf({ ...mobile, mode: 'Draining' })).toContain('resume');
    expect(operationsOf(mobile)).not.toContain('resume');
  });
});
