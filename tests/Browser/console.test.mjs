import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, settled } from './accessibility.mjs';
import { launch, openConsole, screenshot } from './browser.mjs';
import { platformUnderTest } from './run.mjs';
import { submitSigned } from './signedClient.mjs';

const { url, admin, simulator } = platformUnderTest();
const digits = () => String(Math.floor(Math.random() * 1e8)).padStart(8, '0');
const phone = `139${digits()}`;
const blocked = `138${digits()}`;
const text = `您的检查报告已出，请到门诊二楼自助机打印。${digits()}`;
const mask = (number) => `${number.slice(0, 3)}****${number.slice(-4)}`;
const kilobytes = 1024;
const timeout = Number(process.env.YIXUN_BROWSER_TIMEOUT ?? 15_000);

let browser;
let session;

before(async () => {
  browser = await launch();
  session = await openConsole(browser, url);
  session.page.setDefaultTimeout(timeout);
});

after(async () => {
  await browser?.close();
});

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Chooses in the select with this label on the page or in a dialog; its list hangs at the end of the page. */
async function choose(place, label, option, page = place) {
  await place.locator('.ant-select', { has: page.getByLabel(label, { exact: true }) }).click();
  const item = page.locator('.ant-select-item-option:visible', { hasText: option });
  await item.waitFor();
  // A list that still unfolds loses the click.
  await settled(page);
  await item.click();
  await item.waitFor({ state: 'hidden' });
}

async function send(page, number, content) {
  await page.goto(`${url}/send`);
  await heading(page, '短信发送');
  await choose(page, '短信类别', '诊疗服务');
  await page.getByLabel('签名').fill('市第一医院');
  await page.getByLabel('内容', { exact: true }).fill(content);
  await page.getByLabel('收件号码').fill(`${number}\n${number} 12345`);
}

async function confirmSending(page) {
  await page.getByRole('button', { name: '发送', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '确认发送' });
  await dialog.getByText('1 个号码', { exact: true }).waitFor();
  return dialog;
}

async function submit(page, dialog) {
  await dialog.getByRole('button', { name: '确认发送' }).click();
  await page.getByText(/已受理 1 条短信/).waitFor();
}

async function ask(page, number) {
  await page.goto(`${url}/records`);
  await heading(page, '发送记录');
  await page.getByLabel('手机号码').fill(number);
  await page.getByRole('button', { name: '查询' }).click();
  await page.waitForURL(`**/records?to=${number}`);
}

test('a wrong password shows the error', async () => {
  const { page } = session;
  await page.goto(`${url}/records?state=failed`);
  await heading(page, '登录管理后台');
  assert.equal(new URL(page.url()).searchParams.get('to'), '/records?state=failed');
  await assertAccessible(page, 'sign-in');
  await screenshot(page, 'sign-in');
  await page.getByLabel('账号').fill(admin.account);
  await page.getByLabel('密码', { exact: true }).fill(`${admin.password}!`);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('账号或密码不正确').waitFor();
  await assertAccessible(page, 'sign-in with an error');
  await screenshot(page, 'sign-in-error');
});

test('signing in leads to the wanted page', async () => {
  const { page } = session;
  await page.getByLabel('密码', { exact: true }).fill(admin.password);
  await page.keyboard.press('Enter');
  await heading(page, '发送记录');
  assert.equal(new URL(page.url()).search, '?state=failed');
  await page
    .getByText(/没有符合条件的记录|未送达/)
    .first()
    .waitFor();
});

test('pages keep within their budgets of script', async () => {
  for (const [path, title, budget] of [
    ['/sign-in', '登录管理后台', 260],
    ['/records', '发送记录', 400],
  ]) {
    const { context, page, notes } = await openConsole(browser, url);
    if (path !== '/sign-in') {
      await context.addCookies(await session.context.cookies(`${url}/api/admin`));
    }
    await page.goto(url + path);
    await heading(page, title);
    const loaded = (await notes.scripts()) / kilobytes;
    await context.close();
    assert.ok(loaded <= budget, `${path} loads ${loaded.toFixed(0)} KB of script, more than ${budget}`);
  }
});

test('a message is sent from the page', async () => {
  const { page } = session;
  await send(page, phone, text);
  await page.getByText('有效号码 1 个').waitFor();
  await page.getByText('无效：12345').waitFor();
  await page.getByText(`重复：${phone}`).waitFor();
  await page.getByText(`【市第一医院】${text}`).waitFor();
  await assertAccessible(page, 'send');
  await screenshot(page, 'send');
  const dialog = await confirmSending(page);
  await assertAccessible(page, 'send confirmation');
  await screenshot(page, 'send-confirm');
  await submit(page, dialog);
  await assertAccessible(page, 'send result');
  await screenshot(page, 'send-result');
  await page.getByRole('link', { name: '查看本批发送记录' }).click();
  await page.getByText(/仅显示批次 \d+ 的记录/).waitFor();
  await page.getByRole('row', { name: new RegExp(mask(phone).replaceAll('*', '\\*')) }).waitFor();
  await assertAccessible(page, 'records of a batch');
});

test('the records show it delivered, and its detail', async () => {
  const { page } = session;
  await ask(page, phone);
  const row = page.getByRole('row', { name: new RegExp(mask(phone).replaceAll('*', '\\*')) });
  await row.getByText('已送达').waitFor();
  await assertAccessible(page, 'records');
  await screenshot(page, 'records');
  await row.getByRole('link', { name: /详情/ }).click();
  const detail = page.getByRole('dialog', { name: '短信详情' });
  await detail.getByText(/号码归属：中国移动，依据号段 139/).waitFor();
  await detail.getByText(`【市第一医院】${text}`).waitFor();
  await detail.getByText('DELIVRD', { exact: true }).waitFor();
  assert.match(page.url(), new RegExp(`/records/\\d+\\?to=${phone}$`));
  await assertAccessible(page, 'record detail');
  await screenshot(page, 'record');
  await page.reload();
  await detail.getByText(`【市第一医院】${text}`).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(`**/records?to=${phone}`);
});

test('the phone shows the text', async () => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 860 } });
  const page = await context.newPage();
  await page.goto(simulator);
  await page.getByLabel('手机号码').first().fill(phone);
  await page.getByRole('button', { name: '查看' }).click();
  await page.locator('#phone').getByText(`【市第一医院】${text}`).waitFor();
  await screenshot(page, 'simulator');
  await context.close();
});

test('a template is filled in and scheduled', async () => {
  const { page } = session;
  const number = `137${digits()}`;
  await page.goto(`${url}/send`);
  await heading(page, '短信发送');
  await page.getByLabel('签名').fill('市第一医院');
  await page.getByLabel('使用模板').click();
  await choose(page, '模板', '预约提醒');
  await page.getByLabel('变量 name').fill('张三');
  await page.getByLabel('变量 department').fill('心内科');
  await page.getByLabel('变量 time').fill('明天9点');
  await page.getByText('【市第一医院】张三您好，您预约的心内科门诊时间为明天9点').waitFor();
  await page.getByLabel('收件号码').fill(number);
  await page.getByLabel('定时发送').click();
  // The hospital's clock, whatever the browser's zone is.
  const at = new Date(Date.now() + 8 * 3_600_000 + 2 * 86_400_000).toISOString().slice(0, 10) + ' 10:30';
  await page.getByLabel('定时', { exact: true }).fill(at);
  await page.keyboard.press('Tab');
  await assertAccessible(page, 'send from a template');
  const dialog = await confirmSending(page);
  await dialog.getByText(`${at}:00`).waitFor();
  await screenshot(page, 'send-scheduled');
  await submit(page, dialog);
  await ask(page, number);
  const row = page.getByRole('row', { name: new RegExp(mask(number).replaceAll('*', '\\*')) });
  await row.getByText('定时中').waitFor();
  await row.getByRole('link', { name: /详情/ }).click();
  await page.getByRole('dialog', { name: '短信详情' }).getByText(`${at}:00`).waitFor();
  await screenshot(page, 'record-scheduled');
});

test('a number on the blacklist is not written to', async () => {
  const { page } = session;
  await page.goto(`${url}/blacklist`);
  await heading(page, '黑名单');
  await page.getByRole('button', { name: '加入号码' }).click();
  const dialog = page.getByRole('dialog', { name: '加入黑名单' });
  await dialog.getByLabel('手机号码').fill('1380');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByText('请输入完整的 11 位手机号码').waitFor();
  await dialog.getByLabel('手机号码').fill(blocked);
  await dialog.getByLabel('原因').fill('患者要求不再接收短信');
  await assertAccessible(page, 'blacklist entry');
  await screenshot(page, 'blacklist-entry');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const row = page.getByRole('row', { name: new RegExp(mask(blocked).replaceAll('*', '\\*')) });
  await row.waitFor();
  await assertAccessible(page, 'blacklist');
  await screenshot(page, 'blacklist');

  await send(page, blocked, text);
  await submit(page, await confirmSending(page));
  await ask(page, blocked);
  await row.getByText('已拦截').waitFor();
  await row.getByText('如需发送，请先移出黑名单').waitFor();
  await screenshot(page, 'records-blocked');
  await row.getByRole('link', { name: /详情/ }).click();
  await page.getByText('号码在本院黑名单中，没有发送。').waitFor();
  await assertAccessible(page, 'detail of a blocked record');
  await screenshot(page, 'record-blocked');

  await page.goto(`${url}/blacklist`);
  await row.getByRole('button', { name: /移出/ }).click();
  const question = page.getByRole('dialog');
  await assertAccessible(page, 'removal');
  await question.getByRole('button', { name: '移出' }).click();
  await row.waitFor({ state: 'hidden' });
});

test('a reply is listed, and a refusal opts out', async () => {
  const { page } = session;
  const source = (await (await fetch(`${simulator}/api/phones/${phone}`)).json())[0].source;
  const answered = await fetch(`${simulator}/api/replies`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: phone, to: source, text: '退订' }),
  });
  assert.ok(answered.ok, await answered.text());
  await page.goto(`${url}/replies`);
  await heading(page, '回复记录');
  const row = page.getByRole('row', { name: new RegExp(mask(phone).replaceAll('*', '\\*')) }).first();
  await row.getByText('已退订').waitFor();
  await assertAccessible(page, 'replies');
  await screenshot(page, 'replies');
  await page.goto(`${url}/opt-outs`);
  await heading(page, '退订名单');
  await row.getByText('患者回复退订').waitFor();
  await assertAccessible(page, 'opt-outs');
  await screenshot(page, 'opt-outs');
});

test('channels are connected', async () => {
  const { page } = session;
  await page.goto(`${url}/channels`);
  await heading(page, '通道状态');
  await page.getByText('正常').first().waitFor();
  await assertAccessible(page, 'channels');
  await screenshot(page, 'channels');
});

test('the number plan is filtered, added to and taken from', async () => {
  const { page } = session;
  await page.goto(`${url}/number-segments`);
  await heading(page, '号段');
  await page.getByText(/共 \d+ 个号段/).waitFor();
  await assertAccessible(page, 'number segments');
  await screenshot(page, 'number-segments');
  const prefix = '1999999';
  await page.getByRole('button', { name: '新增号段' }).click();
  const dialog = page.getByRole('dialog', { name: '新增号段' });
  await dialog.getByLabel('号段').fill(prefix);
  await choose(dialog, '运营商', '中国广电', page);
  await assertAccessible(page, 'number segment entry');
  await screenshot(page, 'number-segment-entry');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByLabel('号段或号码').fill(prefix);
  const row = page.getByRole('row', { name: new RegExp(`^${prefix} `) });
  await row.getByText('中国广电').waitFor();
  await row.getByRole('button', { name: `删除 ${prefix}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await row.waitFor({ state: 'hidden' });
});

test('ported numbers and templates can be entered', async () => {
  const { page } = session;
  await page.goto(`${url}/ported-numbers`);
  await heading(page, '携号转网');
  await page.getByRole('button', { name: '登记号码' }).click();
  const ported = page.getByRole('dialog', { name: '登记携号转网号码' });
  await ported.getByLabel('手机号码').fill(phone);
  await choose(ported, '现属运营商', '中国电信', page);
  await ported.getByRole('button', { name: '保存' }).click();
  await page.getByRole('row', { name: new RegExp(mask(phone).replaceAll('*', '\\*')) }).waitFor();
  await assertAccessible(page, 'ported numbers');
  await screenshot(page, 'ported-numbers');

  await page.goto(`${url}/templates`);
  await heading(page, '短信模板');
  await page.getByText('预约提醒').waitFor();
  await assertAccessible(page, 'templates');
  await screenshot(page, 'templates');
  await page.getByRole('button', { name: '新建模板' }).click();
  const template = page.getByRole('dialog', { name: '新建模板' });
  const id = `browser-${digits()}`;
  await template.getByLabel('编号').fill(id);
  await template.getByLabel('名称').fill('报告已出');
  await template.getByLabel('内容').fill('{name您好');
  await template.getByRole('button', { name: '保存' }).click();
  await template.getByText(/变量写法不正确/).waitFor();
  await template.getByLabel('内容').fill('{name}您好，报告已出。');
  await assertAccessible(page, 'template entry');
  await screenshot(page, 'template-entry');
  await template.getByRole('button', { name: '保存' }).click();
  await page.getByRole('row', { name: new RegExp(id) }).waitFor();
});

test('the send page knows the default signature and the hours of a lane', async () => {
  const { page } = session;
  const rules = await page.request.get(`${url}/api/admin/sending-rules`);
  const { defaultSignature, lanes } = await rules.json();
  await page.goto(`${url}/send`);
  await heading(page, '短信发送');
  await choose(page, '短信类别', '健康推广');
  await page.getByLabel('签名').clear();
  await page.getByLabel('内容', { exact: true }).fill('义诊');
  const { opensAt, closesAt, suffix } = lanes.find(({ lane }) => lane === 'promotion');
  const whole = `【${defaultSignature}】义诊${suffix}`;
  await page.getByText(whole, { exact: true }).waitFor();
  assert.match(await page.getByTestId('send-count').textContent(), new RegExp(`^字数${whole.length}每人`));
  await page.getByText(`${opensAt} 至 ${closesAt} 发送`).waitFor();
  const clock = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(11, 16);
  const closed = clock < opensAt || clock >= closesAt;
  assert.equal(await page.getByText(/^现在不在“健康推广”的发送时段/).count(), closed ? 1 : 0);
  // A time at which it is closed for certain.
  await page.getByLabel('定时发送').click();
  const day = new Date(Date.now() + 8 * 3_600_000 + 3 * 86_400_000);
  await page.getByLabel('定时', { exact: true }).fill(`${day.toISOString().slice(0, 10)} 02:00`);
  await page.keyboard.press('Tab');
  await page.getByText(/^定时时间不在“健康推广”的发送时段/).waitFor();
  await page.getByText(`${day.getUTCMonth() + 1}月${day.getUTCDate()}日 ${opensAt} 起发出`).waitFor();
  await assertAccessible(page, 'send while the lane is closed');
  await screenshot(page, 'send-closed');
  await page.getByRole('button', { name: /^清\s*空$/ }).click();
});

test('a system is connected in the page and submits with its secret', async () => {
  const { page } = session;
  const key = `lis-${digits()}`;
  const name = `检验系统 ${key}`;
  const number = `136${digits()}`;
  await page.goto(`${url}/systems`);
  await heading(page, '接入系统');
  const own = page.getByRole('row', { name: /管理后台自用/ });
  await own.waitFor();
  assert.equal(await own.getByRole('button', { name: /更换密钥/ }).count(), 0);
  await page.getByRole('button', { name: '新增系统' }).click();
  const drawer = page.getByRole('dialog', { name: '新增系统' });
  await drawer.getByLabel('编号').fill('LIS');
  await drawer.getByLabel('来源地址').fill('10.1.2.3/24');
  await drawer.getByRole('button', { name: /保\s*存/ }).click();
  await drawer.getByText(/编号须为 2 至 32 位/).waitFor();
  await drawer.getByText('不是有效的 IP 地址或网段：10.1.2.3/24').waitFor();
  await screenshot(page, 'system-entry-error');
  await drawer.getByLabel('编号').fill(key);
  await drawer.getByLabel('名称').fill(name);
  await drawer.getByLabel('默认签名').fill('市第一医院');
  await drawer.getByLabel('诊疗服务').check();
  await drawer.getByLabel('来源地址').fill('127.0.0.0/8\n::1');
  await drawer.getByText('不是有效的 IP 地址或网段').waitFor({ state: 'hidden' });
  await assertAccessible(page, 'system entry');
  await screenshot(page, 'system-entry');
  await drawer.getByRole('button', { name: /保\s*存/ }).click();

  const modal = page.getByRole('dialog', { name: '请保存密钥' });
  const first = await secretOf(page, modal, 'system-secret');
  await assertAccessible(page, 'systems');
  await screenshot(page, 'systems');

  const content = `您的检验报告已出。${digits()}`;
  const message = () => ({ clientId: `LIS-${digits()}`, lane: 'care', content, to: [number] });
  const accepted = await submitSigned(url, key, first, message());
  assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
  const refused = await submitSigned(url, key, first, { ...message(), lane: 'promotion' });
  assert.equal(refused.body.code, 'lane_not_allowed');
  await ask(page, number);
  const record = page.getByRole('row', { name: new RegExp(mask(number).replaceAll('*', '\\*')) });
  await record.getByText('已送达').waitFor();
  await record.getByRole('link', { name: /详情/ }).click();
  const detail = page.getByRole('dialog', { name: '短信详情' });
  await detail.getByText(`【市第一医院】${content}`).waitFor();
  await screenshot(page, 'record-of-system');

  await page.goto(`${url}/systems`);
  await page.getByRole('button', { name: `更换密钥 ${name}` }).click();
  const question = page.getByRole('dialog');
  await question.getByText(/旧密钥立即失效/).waitFor();
  await assertAccessible(page, 'renewal of a secret');
  await screenshot(page, 'system-renew');
  await question.getByRole('button', { name: '更换密钥' }).click();
  const second = await secretOf(page, modal, 'system-secret-renewed');
  assert.notEqual(second, first);
  assert.equal((await submitSigned(url, key, first, message())).status, 401);
  assert.equal((await submitSigned(url, key, second, message())).status, 202);

  await page.getByRole('button', { name: `修改 ${name}` }).click();
  const changed = page.getByRole('dialog', { name: `修改系统 ${key}` });
  await changed.getByLabel('启用').click();
  await changed.getByRole('button', { name: /保\s*存/ }).click();
  await changed.waitFor({ state: 'hidden' });
  await page
    .getByRole('row', { name: new RegExp(key) })
    .getByText('停用')
    .waitFor();
  assert.equal(await modal.count(), 0);
  assert.equal((await submitSigned(url, key, second, message())).status, 403);
});

/** Copies the secret that the dialog shows, and closes it. */
async function secretOf(page, modal, picture) {
  await modal.getByText('密钥只显示这一次').waitFor();
  const secret = await modal.getByLabel('密钥', { exact: true }).inputValue();
  assert.match(secret, /^[0-9a-f]{32}$/);
  await page.keyboard.press('Escape');
  await modal.getByRole('button', { name: '复制密钥' }).click();
  await modal.getByText(/^已复制$/).waitFor();
  await assertAccessible(page, picture);
  await screenshot(page, picture);
  await modal.getByRole('button', { name: '我已保存密钥' }).click();
  await modal.waitFor({ state: 'hidden' });
  assert.ok(!(await page.content()).includes(secret), 'the secret is gone from the page');
  return secret;
}

test('the console works on a phone', async () => {
  const { context, page, notes } = await openConsole(browser, url, { width: 390, height: 844 });
  await context.addCookies(await session.context.cookies(`${url}/api/admin`));
  await page.goto(`${url}/send`);
  await heading(page, '短信发送');
  await screenshot(page, 'phone-send');
  await page.getByRole('button', { name: '打开菜单' }).click();
  await page.getByRole('dialog').getByRole('link', { name: '发送记录' }).waitFor();
  await assertAccessible(page, 'phone menu');
  await screenshot(page, 'phone-menu');
  await page.getByRole('dialog').getByRole('link', { name: '发送记录' }).click();
  await heading(page, '发送记录');
  await page.getByRole('link', { name: /详情/ }).first().waitFor();
  await assertAccessible(page, 'records on a phone');
  await screenshot(page, 'phone-records');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px wider than the phone`);
  assert.deepEqual(notes.foreign, []);
  assert.deepEqual(notes.errors, []);
  await context.close();
});

test('the API documentation opens', async () => {
  const { page } = session;
  await page.goto(`${url}/send`);
  const link = page.getByRole('link', { name: '接口文档' });
  assert.equal(await link.getAttribute('href'), '/api/docs');
  assert.equal((await fetch(`${url}/api/docs`)).status, 200);
});

test('signing out ends the session', async () => {
  const { page } = session;
  await page.getByRole('button', { name: /系统管理员/ }).click();
  await page.getByText('退出登录').click();
  await heading(page, '登录管理后台');
  await page.goto(`${url}/records`);
  await heading(page, '登录管理后台');
});

test('nothing came from another host and no script failed', () => {
  assert.deepEqual(session.notes.foreign, []);
  assert.deepEqual(session.notes.errors, []);
});
