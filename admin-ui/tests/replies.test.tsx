import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ReplyView } from '../src/api/types';
import { fakeServer, problem } from './fakeServer';
import { renderApp } from './renderApp';

function reply(id: string, more: Partial<ReplyView> = {}): ReplyView {
  return {
    id,
    from: '138****8000',
    to: '10690000123410',
    content: `第 ${id} 条回复`,
    receivedAt: '2026-11-25T01:00:00+00:00',
    channel: 'mobile',
    optedOut: false,
    resubscribed: false,
    complete: true,
    media: [],
    messageId: '900',
    extension: '10',
    matchedBy: 'exact',
    system: 'his',
    systemName: 'HIS 系统',
    department: '心内科',
    ...more,
  };
}

describe('replies', () => {
  it('shows to whom a reply belongs and how that is known', async () => {
    const { messageId: _, ...orphan } = reply('2', { matchedBy: 'none' });
    fakeServer({
      'GET /replies': () => ({
        body: { items: [orphan, reply('1', { matchedBy: 'phone', handledBy: '张护士' })] },
      }),
    });
    renderApp('/replies');
    expect(await screen.findByText('仅按手机号，可能有误')).toBeTruthy();
    expect(screen.getAllByText('HIS 系统')).toHaveLength(2);
    expect(screen.getAllByText('心内科')).toHaveLength(2);
    expect(screen.getAllByRole('link', { name: '查看短信' })).toHaveLength(1);
    expect(screen.getByText('张护士')).toBeTruthy();
  });

  it('asks for what the form says', async () => {
    const server = fakeServer({ 'GET /replies': () => ({ body: { items: [] } }) });
    renderApp('/replies?handled=false');
    const user = userEvent.setup();
    expect(await screen.findByText('没有符合条件的记录')).toBeTruthy();
    await user.type(screen.getByLabelText('系统编号'), 'his{Enter}');
    await waitFor(() => {
      const { query } = server.callsOf('GET', '/replies').at(-1)!;
      expect([query.get('system'), query.get('handled')]).toEqual(['his', 'false']);
    });
  });

  it('marks a reply as handled', async () => {
    const server = fakeServer({
      'GET /replies': () => ({ body: { items: [reply('1')] } }),
      'PUT /replies/1/handled': () => ({ status: 204 }),
    });
    renderApp('/replies');
    await userEvent.setup().click(await screen.findByRole('button', { name: '标为已处理' }));
    await waitFor(() =>
      expect(server.callsOf('PUT', '/replies/1/handled')[0]?.body).toEqual({ handled: true }),
    );
  });

  it('shows the talk with a phone and answers; a failed answer keeps its text and its id', async () => {
    let fails = true;
    const server = fakeServer({
      'GET /replies': () => ({ body: { items: [reply('1')] } }),
      'GET /replies/1/conversation': () => ({
        body: {
          items: [
            { id: '1', kind: 'reply', at: '2026-11-25T01:00:00+00:00', content: '几点到？' },
            {
              id: '900',
              kind: 'message',
              at: '2026-11-25T00:00:00+00:00',
              content: '【市一医院】请复诊',
              state: 'delivered',
              lane: 'care',
            },
          ],
        },
      }),
      'POST /replies/1/answer': () =>
        fails
          ? problem(503, 'overloaded', '平台当前繁忙')
          : { status: 202, body: { batchId: '5', messages: [], rejected: [], segments: 1 } },
    });
    renderApp('/replies');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: '往来与答复' }));
    const drawer = within(await screen.findByRole('dialog'));
    expect(await drawer.findByText('【市一医院】请复诊')).toBeTruthy();
    expect(drawer.getByText('几点到？')).toBeTruthy();

    await user.type(drawer.getByLabelText('答复'), '九点');
    await user.click(drawer.getByRole('button', { name: '发送答复' }));
    await waitFor(() => expect(server.callsOf('POST', '/replies/1/answer')).toHaveLength(1));
    fails = false;
    await waitFor(() =>
      expect(drawer.getByRole('button', { name: /发送答复/ }).className).not.toContain('loading'),
    );
    await user.click(drawer.getByRole('button', { name: /发送答复/ }));
    await waitFor(() => expect(server.callsOf('POST', '/replies/1/answer')).toHaveLength(2));

    const sent = server.callsOf('POST', '/replies/1/answer').map(({ body }) => body) as {
      content: string;
      clientId: string;
      lane: string;
    }[];
    expect(sent[0]).toMatchObject({ content: '九点', lane: 'care' });
    expect(sent[1]).toEqual(sent[0]);
  });
});
