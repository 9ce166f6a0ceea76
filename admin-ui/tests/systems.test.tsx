import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ConnectedSystemView } from '../src/api/types';
import { fakeServer, problem } from './fakeServer';
import { renderApp } from './renderApp';

const own: ConnectedSystemView = {
  key: 'console',
  name: '管理后台',
  defaultSignature: '市第一医院',
  allowedLanes: [],
  allowedAddresses: [],
  requestsPerSecond: 0,
  enabled: true,
  createdAt: '2026-11-22T08:00:00+08:00',
};
const his: ConnectedSystemView = {
  ...own,
  key: 'his',
  name: 'HIS 门诊',
  allowedLanes: ['care', 'reminder'],
  allowedAddresses: ['10.1.2.0/24'],
  requestsPerSecond: 50,
  enabled: false,
};
const secret = '0123456789abcdef0123456789abcdef';
const systems = () => ({ body: [own, his] });

async function openNew() {
  const user = userEvent.setup();
  const add = await screen.findByRole('button', { name: /新增系统/ });
  await screen.findByText('his');
  await user.click(add);
  return { user, drawer: within(await screen.findByRole('dialog', { name: '新增系统' })) };
}

/** Found by its text: under test every dialog has the same title id, so their names can't be told apart. */
async function secretDialog() {
  const warning = await screen.findByText('密钥只显示这一次');
  return within(warning.closest<HTMLElement>('[role=dialog]')!);
}

describe('connected systems', () => {
  it('lists what each may do, and marks the own one of the console', async () => {
    fakeServer({ 'GET /systems': systems });
    renderApp('/systems');
    const row = within((await screen.findByText('his')).closest('tr')!);
    for (const text of ['诊疗服务', '就诊提醒', '10.1.2.0/24', '50', '停用']) {
      expect(row.getByText(text)).toBeTruthy();
    }
    expect(row.getByRole('button', { name: '更换密钥 HIS 门诊' })).toBeTruthy();
    const console = within(screen.getByText('console').closest('tr')!);
    for (const text of ['管理后台自用', '全部', '不限', '全院默认', '启用']) {
      expect(console.getByText(text)).toBeTruthy();
    }
    expect(console.queryByRole('button', { name: /更换密钥/ })).toBeNull();
  });

  it('adds a system and shows its secret once', async () => {
    const server = fakeServer({
      'GET /systems': systems,
      'PUT /systems/lis': () => ({ status: 201, body: { key: 'lis', secret } }),
    });
    renderApp('/systems');
    const { user, drawer } = await openNew();
    await user.type(drawer.getByLabelText('编号'), 'lis');
    await user.type(drawer.getByLabelText('名称'), '检验系统');
    await user.click(drawer.getByLabelText('危急值与急会诊'));
    await user.click(drawer.getByLabelText('来源地址'));
    await user.paste('10.1.3.4\nfd00::/8');
    await user.click(drawer.getByRole('button', { name: /保\s*存/ }));

    const modal = await secretDialog();
    expect(modal.getByText('密钥只显示这一次')).toBeTruthy();
    expect((modal.getByLabelText('密钥') as HTMLInputElement).value).toBe(secret);
    expect(server.callsOf('PUT', '/systems/lis')[0]?.body).toEqual({
      name: '检验系统',
      allowedLanes: ['critical'],
      allowedAddresses: ['10.1.3.4', 'fd00::/8'],
      requestsPerSecond: 0,
      enabled: true,
    });

    await user.click(modal.getByRole('button', { name: /复制密钥/ }));
    expect(await modal.findByText('已复制')).toBeTruthy();
    expect(await navigator.clipboard.readText()).toBe(secret);
  });

  it('checks as the server does', async () => {
    const server = fakeServer({ 'GET /systems': systems });
    renderApp('/systems');
    const { user, drawer } = await openNew();
    await user.type(drawer.getByLabelText('编号'), 'his');
    await user.type(drawer.getByLabelText('默认签名'), '甲');
    await user.type(drawer.getByLabelText('来源地址'), '10.1.2.3/24');
    await user.clear(drawer.getByLabelText('每秒请求数上限'));
    await user.click(drawer.getByRole('button', { name: /保\s*存/ }));
    for (const text of [
      '编号已被使用，请换一个',
      '请输入名称',
      '签名须为 2 至 20 个字，且不含【】',
      '不是有效的 IP 地址或网段：10.1.2.3/24',
      '请输入 0 至 100000 的整数',
    ]) {
      expect(await drawer.findByText(text)).toBeTruthy();
    }
    await user.clear(drawer.getByLabelText('编号'));
    await user.type(drawer.getByLabelText('编号'), '-HIS');
    expect(await drawer.findByText(/编号须为 2 至 32 位/)).toBeTruthy();
    expect(server.calls.filter(({ method }) => method === 'PUT')).toHaveLength(0);
  });

  it('changes a system without a new secret, and shows a problem at its field', async () => {
    let refused = false;
    const server = fakeServer({
      'GET /systems': systems,
      'PUT /systems/his': () => {
        const first = !refused;
        refused = true;
        return first
          ? problem(400, 'field_invalid', '字段 allowedAddresses 不正确', { field: 'allowedAddresses' })
          : { status: 204 };
      },
    });
    renderApp('/systems');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: '修改 HIS 门诊' }));
    const drawer = within(await screen.findByRole('dialog', { name: '修改系统 his' }));
    expect((drawer.getByLabelText('编号') as HTMLInputElement).disabled).toBe(true);
    await user.clear(drawer.getByLabelText('默认签名'));
    await user.click(drawer.getByLabelText('启用'));
    await user.click(drawer.getByRole('button', { name: /保\s*存/ }));
    expect(await drawer.findByText('字段 allowedAddresses 不正确')).toBeTruthy();
    await user.click(drawer.getByRole('button', { name: /保\s*存/ }));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: '修改系统 his' })).toBeNull());
    expect(server.callsOf('PUT', '/systems/his').at(-1)?.body).toEqual({
      name: 'HIS 门诊',
      allowedLanes: ['care', 'reminder'],
      allowedAddresses: ['10.1.2.0/24'],
      requestsPerSecond: 50,
      enabled: true,
    });
    expect(screen.queryByText('请保存密钥')).toBeNull();
  });

  it('offers for the own system of the console only what has an effect', async () => {
    const server = fakeServer({ 'GET /systems': systems, 'PUT /systems/console': () => ({ status: 204 }) });
    renderApp('/systems');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: '修改 管理后台' }));
    const drawer = within(await screen.findByRole('dialog', { name: '修改系统 console' }));
    for (const label of ['来源地址', '每秒请求数上限', '启用']) {
      expect(drawer.getByLabelText(label).closest('.ant-form-item-hidden')).toBeTruthy();
    }
    await user.clear(drawer.getByLabelText('默认签名'));
    await user.type(drawer.getByLabelText('默认签名'), '中心医院');
    await user.click(drawer.getByRole('button', { name: /保\s*存/ }));
    await waitFor(() => expect(server.callsOf('PUT', '/systems/console')).toHaveLength(1));
    expect(server.callsOf('PUT', '/systems/console')[0]?.body).toEqual({
      name: '管理后台',
      defaultSignature: '中心医院',
      allowedLanes: [],
      allowedAddresses: [],
      requestsPerSecond: 0,
      enabled: true,
    });
  });

  it('renews a secret only after a question', async () => {
    const server = fakeServer({
      'GET /systems': systems,
      'POST /systems/his/secret': () => ({ body: { key: 'his', secret } }),
    });
    renderApp('/systems');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: '更换密钥 HIS 门诊' }));
    const question = within(await screen.findByRole('dialog'));
    expect(question.getByText(/旧密钥立即失效/)).toBeTruthy();
    expect(server.callsOf('POST', '/systems/his/secret')).toHaveLength(0);
    await user.click(question.getByRole('button', { name: '更换密钥' }));
    const modal = await secretDialog();
    expect((modal.getByLabelText('密钥') as HTMLInputElement).value).toBe(secret);
  });
});
