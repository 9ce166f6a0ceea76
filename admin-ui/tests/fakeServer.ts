import { vi } from 'vitest';
import type { SendingRules } from '../src/api/types';

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

type Answer = { status?: number; body?: unknown } | (() => never);
type Handler = (call: Call) => Answer;

export const signedIn = { account: 'admin', name: '系统管理员', role: 'administrator' };

/** The reminder lane is open at any time, so that a test does not depend on when it runs. */
export const sendingRules: SendingRules = {
  defaultSignature: '市第一医院',
  lanes: [
    { lane: 'critical' },
    { lane: 'reminder', timeToLiveSeconds: 43_200 },
    {
      lane: 'promotion',
      opensAt: '08:00',
      closesAt: '21:00',
      timeToLiveSeconds: 86_400,
      suffix: '拒收请回复R',
    },
  ],
};

/** Stands in for the admin API: a handler per "METHOD /path"; another path is a test's mistake. */
export function fakeServer(handlers: Record<string, Handler>) {
  const calls: Call[] = [];
  const answered: Record<string, Handler> = {
    'GET /session': () => ({ body: signedIn }),
    'GET /templates': () => ({ body: [] }),
    'GET /sending-rules': () => ({ body: sendingRules }),
    ...handlers,
  };
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://localhost');
    const call: Call = {
      method: init.method ?? 'GET',
      path: url.pathname.replace('/api/admin', ''),
      query: url.searchParams,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    calls.push(call);
    const handler = answered[`${call.method} ${call.path}`];
    if (handler === undefined) {
      throw new Error(`Nothing answers ${call.method} ${call.path}.`);
    }
    const answer = handler(call);
    if (typeof answer === 'function') {
      return answer();
    }
    const { status = 200, body } = answer;
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
    });
  });
  return {
    calls,
    callsOf: (method: string, path: string) =>
      calls.filter((call) => call.method === method && call.path === path),
  };
}

export function problem(status: number, code: string, detail: string, more: object = {}): Answer {
  return { status, body: { type: `urn:yixun:problem:${code}`, title: code, status, detail, code, ...more } };
}
