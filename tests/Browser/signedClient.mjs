import { createHash, createHmac, randomUUID } from 'node:crypto';

const path = '/api/v1/messages';

/** Submits as a connected system does: the headers of docs/integration.zh.md. */
export async function submitSigned(url, key, secret, message) {
  const body = JSON.stringify(message);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomUUID().replaceAll('-', '');
  const digest = createHash('sha256').update(body).digest('hex');
  const signed = ['POST', path, timestamp, nonce, digest].join('\n');
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-yixun-key': key,
      'x-yixun-timestamp': timestamp,
      'x-yixun-nonce': nonce,
      'x-yixun-signature': createHmac('sha256', secret).update(signed).digest('hex'),
    },
    body,
  });
  return { status: response.status, body: await response.json() };
}
