import { ADDRESS_BITS, isSameNetwork, parseIpAddress, V4_OFFSET } from './ip-address.ts';

/** What a no-proxy list leaves out of the proxy: one entry of it. */
type Rule =
  | { readonly kind: 'all' }
  /** `sub`: only what is below the name. */
  | { readonly kind: 'name'; readonly name: string; readonly sub: boolean; readonly port: number | undefined }
  | { readonly kind: 'network'; readonly base: bigint; readonly bits: number; readonly port: number | undefined };

const LABELS = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
const LONGEST_NAME = 253;
/** A name whose last label is a number could only be a mistyped address. */
const LIKE_ADDRESS = /(^|\.)\d+$/;

/** A host's name as it is compared: in lower case and ASCII, without a dot at its end; undefined when it is none. */
export function hostName(text: string): string | undefined {
  const isPlain = /^[\x21-\x7e]*$/.test(text);
  const ascii = isPlain || !URL.canParse(`http://${text}/`) ? text : new URL(`http://${text}/`).hostname;
  const name = ascii.toLowerCase().replace(/\.$/, '');
  return name.length <= LONGEST_NAME && LABELS.test(name) && !LIKE_ADDRESS.test(name) ? name : undefined;
}

/**
 * Reads an entry: `*`; a name, which stands for itself and all below it; `.name` or `*.name` for what is below it; an IP address; a
 * network in CIDR notation. All but `*` and networks may end in `:port`. Undefined when it is none of these.
 */
function parseRule(entry: string): Rule | undefined {
  if (entry === '*') return { kind: 'all' };
  const [, address, width] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (address !== undefined) return networkOf(unbracketed(address), Number(width));
  const whole = parseIpAddress(unbracketed(entry));
  if (whole !== undefined) return { kind: 'network', base: whole, bits: ADDRESS_BITS, port: undefined };
  const [, host = '', digits] = /^(.+?)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const port = digits === undefined ? undefined : Number(digits);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  const base = parseIpAddress(unbracketed(host));
  if (base !== undefined) return { kind: 'network', base, bits: ADDRESS_BITS, port };
  const below = /^\*?\.(.+)$/.exec(host)?.[1];
  const name = hostName(below ?? host);
  return name === undefined ? undefined : { kind: 'name', name, sub: below !== undefined, port };
}

function networkOf(address: string, width: number): Rule | undefined {
  const base = parseIpAddress(address);
  if (base === undefined) return undefined;
  const offset = address.includes(':') ? 0 : V4_OFFSET;
  const bits = offset + width;
  return bits > ADDRESS_BITS ? undefined : { kind: 'network', base, bits, port: undefined };
}

const unbracketed = (text: string) => (/^\[.*:.*\]$/.test(text) ? text.slice(1, -1) : text);

/** Whether an entry of a no-proxy list can be understood. */
export function isNoProxyEntry(entry: string): boolean {
  return parseRule(entry) !== undefined;
}

/** The entries of a list as people write it: apart by commas, spaces or lines. */
export function noProxyEntries(text: string): string[] {
  return text.split(/[\s,;]+/).filter((entry) => entry !== '');
}

const parsed = new WeakMap<readonly string[], readonly Rule[]>();

function rulesOf(entries: readonly string[]): readonly Rule[] {
  const before = parsed.get(entries);
  if (before) return before;
  const rules = entries.flatMap((entry) => parseRule(entry) ?? []);
  parsed.set(entries, rules);
  return rules;
}

/**
 * Whether a server is reached without the proxy. Nothing is looked up: an address in the list matches an address alone, never the name
 * that stands for it.
 * @param hostname without brackets, also for IPv6
 */
export function isWithoutProxy(entries: readonly string[], hostname: string, port: number): boolean {
  const address = parseIpAddress(hostname);
  const name = address === undefined ? hostName(hostname) : undefined;
  return rulesOf(entries).some((rule) => {
    if (rule.kind === 'all') return true;
    if (rule.port !== undefined && rule.port !== port) return false;
    if (rule.kind === 'network') return address !== undefined && isSameNetwork(address, rule.base, rule.bits);
    return name !== undefined && ((!rule.sub && name === rule.name) || name.endsWith(`.${rule.name}`));
  });
}
