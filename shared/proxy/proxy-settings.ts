import { z } from 'zod';

/** The HTTP proxy of an agent, in the clear: on its way to the agent, and there. */
export const ProxySettings = z.strictObject({
  /** A name or an address, IPv6 without brackets. */
  host: z.string(),
  port: z.number().int(),
  /** Empty: the proxy is not told who asks. */
  userName: z.string(),
  password: z.string(),
  /** What is reached without it; see `shared/proxy/no-proxy.ts`. */
  noProxy: z.array(z.string()),
});
export type ProxySettings = z.infer<typeof ProxySettings>;

/** What an agent has for a proxy, or why it has none. */
export const ProxyState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('set'), settings: ProxySettings }),
  z.strictObject({ kind: z.literal('none') }),
  /** Only agents of private groups have one. */
  z.strictObject({ kind: z.literal('cloud-group') }),
  /** Its password cannot be decrypted. */
  z.strictObject({ kind: z.literal('unreadable') }),
]);
export type ProxyState = z.infer<typeof ProxyState>;

/** What the server tells an agent of its proxy. What was told with a higher number counts. */
export const ToldProxy = z.strictObject({ version: z.number().int(), state: ProxyState });
export type ToldProxy = z.infer<typeof ToldProxy>;

/** A proxy's address as messages name it. */
export function proxyAddress({ host, port }: Pick<ProxySettings, 'host' | 'port'>): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
