import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const artifacts = fileURLToPath(new URL('./artifacts/', import.meta.url));

export async function launch() {
  await mkdir(artifacts, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page of the console that notes foreign requests, script errors and how much script it loaded. */
export async function openConsole(browser, url, viewport = { width: 1366, height: 860 }) {
  // Not the hospital's zone: times must not depend on the reader's computer.
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'America/New_York' });
  const page = await context.newPage();
  const notes = { foreign: [], errors: [], scriptBytes: 0 };
  const host = new URL(url).host;
  const sizes = [];
  context.on('request', (request) => {
    const target = new URL(request.url());
    if (/^(https?|wss?):$/.test(target.protocol) && target.host !== host) {
      notes.foreign.push(request.url());
    }
  });
  page.on('pageerror', (error) => notes.errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) {
      notes.errors.push(message.text());
    }
  });
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script' && response.ok()) {
      sizes.push(
        response.body().then(
          (body) => gzipSync(body).length,
          () => 0,
        ),
      );
    }
  });
  notes.scripts = async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  return { context, page, notes };
}

export function screenshot(page, name) {
  return page.screenshot({ path: `${artifacts}${name}.png`, animations: 'disabled' });
}
