/** The addresses in a text, each once: one a line, or apart by commas or spaces. */
export function readAddresses(text: string): string[] {
  return [...new Set(text.split(/[\s,，;；、]+/).filter((address) => address !== ''))];
}

/** True for an IPv4 or IPv6 address, or a CIDR network of either whose host bits are zero. */
export function isAddress(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const bits = bitsOf(address);
  if (bits === undefined || more.length > 0) {
    return false;
  }
  if (length === undefined) {
    return true;
  }
  return (
    /^(0|[1-9]\d{0,2})$/.test(length) &&
    Number(length) <= bits.length &&
    !bits.slice(Number(length)).includes('1')
  );
}

function bitsOf(address: string): string | undefined {
  const groups = address.includes(':') ? groupsOf(address) : octetsOf(address);
  return groups?.map((group) => group.toString(2).padStart(address.includes(':') ? 16 : 8, '0')).join('');
}

function octetsOf(address: string): number[] | undefined {
  const octets = address.split('.');
  return octets.length === 4 &&
    octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)
    ? octets.map(Number)
    : undefined;
}

function groupsOf(address: string): number[] | undefined {
  if (!/^[0-9a-f:.]+$/i.test(address)) {
    return undefined;
  }
  let plain: string;
  try {
    // The browser checks it, and writes an IPv4 tail as two groups.
    plain = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  } catch {
    return undefined;
  }
  const [front = '', back] = plain.split('::');
  const parse = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const head = parse(front);
  const tail = back === undefined ? [] : parse(back);
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
