import { ProblemError } from './problem';

type QueryValue = string | number | boolean | undefined;

interface RequestOptions {
  query?: Record<string, QueryValue>;
  body?: unknown;
  signal?: AbortSignal;
}

const root = '/api/admin';

export const api = {
  get: <T>(path: string, options?: RequestOptions) => request<T>('GET', path, options),
  post: <T = void>(path: string, body: unknown) => request<T>('POST', path, { body }),
  put: <T = void>(path: string, body: unknown) => request<T>('PUT', path, { body }),
  delete: (path: string) => request<void>('DELETE', path),
};

async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const headers = new Headers({ Accept: 'application/json' });
  if (method !== 'GET') {
    // A foreign page can't send this header without the server's consent.
    headers.set('X-Yixun-Console', '1');
  }
  if (options.body !== undefined) {
    headers.set('Content-Type', 'application/json');
  }

  let response: Response;
  try {
    response = await fetch(root + path + queryOf(options.query), {
      method,
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }
    throw ProblemError.noAnswer();
  }

  if (!response.ok) {
    throw await ProblemError.of(response);
  }
  if (response.status === 204) {
    return undefined as T;
  }
  if (!response.headers.get('Content-Type')?.includes('json')) {
    throw await ProblemError.of(response);
  }
  return (await response.json()) as T;
}

function queryOf(query: Record<string, QueryValue> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
