import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { wantedPath } from '../src/session/wantedPath';
import { fakeServer, problem, signedIn } from './fakeServer';
import { renderApp } from './renderApp';

describe('signing in', () => {
  it('keeps the wanted address over the sign-in page', async () => {
    const server = fakeServer({
      'GET /session': () => problem(401, 'not_signed_in', '尚未登录或登录已过期'),
      'POST /session': ({ body }) =>
        (body as { password: string }).password === 'right'
          ? { body: signedIn }
          : problem(401, 'login_failed', '账号或密码不正确'),
      'GET /messages': () => ({ body: { items: [] } }),
    });
    const router = renderApp('/records?state=failed');
    const user = userEvent.setup();

    await user.type(await screen.findByLabelText('账号'), 'admin');
    expect(router.state.location.pathname).toBe('/sign-in');
    await user.type(screen.getByLabelText('密码'), 'wrong');
    await user.click(screen.getByRole('button', { name: /登录/ }));
    expect(await screen.findByText('账号或密码不正确')).toBeTruthy();

    await user.clear(screen.getByLabelText('密码'));
    await user.type(screen.getByLabelText('密码'), 'right{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/records'));
    expect(router.state.location.search).toBe('?state=failed');
    expect(server.callsOf('POST', '/session')[0]?.headers.get('X-Yixun-Console')).toBe('1');
    await screen.findByText('没有符合条件的记录');
  });

  it('leads to the sign-in page when a list learns that the session is over', async () => {
    fakeServer({ 'GET /messages': () => problem(401, 'not_signed_in', '尚未登录或登录已过期') });
    const router = renderApp('/records?state=failed');
    await waitFor(() => expect(router.state.location.pathname).toBe('/sign-in'));
    expect(new URLSearchParams(router.state.location.search).get('to')).toBe('/records?state=failed');
  });

  it.each([
    ['/records/1?a=b', '/records/1?a=b'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['https://elsewhere.example', '/'],
    ['/sign-in?to=/', '/'],
  ])('goes on to %s only within the site', (to, path) => {
    expect(wantedPath(new URLSearchParams({ to }))).toBe(path);
  });
});
