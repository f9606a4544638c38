const V4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
/** `::ffff:0:0/96`: where IPv4 addresses stand among those of IPv6 (RFC 4291, section 2.5.5.2). */
const MAPPED = 0xffff_0000_0000n;

/** How many bits an address has here, and how many of them an IPv4 address has in front. */
export const ADDRESS_BITS = 128;
export const V4_OFFSET = 96;

/** An IP address as a number of 128 bits, an IPv4 address as it stands in IPv6; undefined for anything else. No brackets, no zone. */
export function parseIpAddress(text: string): bigint | undefined {
  const v4 = V4.exec(text)?.slice(1);
  if (v4) return v4.every(isByte) ? MAPPED | v4.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) : undefined;
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(':') || !URL.canParse(`http://[${text}]`)) return undefined;
  // In its shortest form, of hexadecimal groups alone: RFC 5952.
  const [front = '', back] = new URL(`http://[${text}]`).hostname.slice(1, -1).split('::');
  const before = groups(front);
  const after = groups(back ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0n);
  return [...before, ...zeros, ...after].reduce((value, group) => (value << 16n) | group, 0n);
}

function groups(text: string): bigint[] {
  return text === '' ? [] : text.split(':').map((group) => BigInt(`0x${group}`));
}

/** Without a leading zero, which some take for octal. */
function isByte(text: string): boolean {
  return String(Number(text)) === text && Number(text) <= 255;
}

/** Whether two addresses agree in their first bits. */
export function isSameNetwork(one: bigint, other: bigint, bits: number): boolean {
  const rest = BigInt(ADDRESS_BITS - bits);
  return one >> rest === other >> rest;
}
