/** An id for one submission. `crypto.randomUUID` is missing on plain http, which an intranet may use. */
export function newClientId(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return `console-${[...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('')}`;
}
