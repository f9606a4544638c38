import { type ErrorRow, row } from './error-row.ts';
import type { ProxyErrno } from './wire/proxy/proxy-failure.ts';

const SETTINGS = "in the agent's proxy settings (Administration, Agents)";

/** A row for failures of the proxy. `said` is what it has answered: a status, or the ways to prove who one is. */
function proxyRow(
  code: string,
  names: readonly ProxyErrno[],
  look: Omit<Parameters<typeof row>[1], 'names'>,
): ErrorRow {
  return row(code, { ...look, names });
}

/** Every error of the agent's proxy. */
export const PROXY_ROWS: readonly ErrorRow[] = [
  proxyRow('proxy-name-not-resolved', ['PROXY_NAME_UNKNOWN'], {
    message: (s) => `The name of the proxy, ${s.proxy}, cannot be resolved.`,
    todo: `Correct the host ${SETTINGS}.`,
  }),
  proxyRow('proxy-name-not-resolved', ['PROXY_NAME_SERVER_SILENT'], {
    nature: 'transient',
    message: (s) => `The name of the proxy, ${s.proxy}, cannot be resolved: the name server does not answer.`,
    todo: "Check the agent's network and name server.",
  }),
  proxyRow('proxy-refused', ['PROXY_REFUSED'], {
    nature: 'transient',
    message: (s) => `Nothing answers at the proxy's address, ${s.proxy}: the connection is refused.`,
    todo: `Check that the proxy is up, and its host and port ${SETTINGS}.`,
  }),
  proxyRow('proxy-unreachable', ['PROXY_UNREACHABLE'], {
    nature: 'transient',
    message: (s) => `The proxy at ${s.proxy} cannot be reached.`,
    todo: `Check the host and port ${SETTINGS}, and that the agent may reach the proxy.`,
  }),
  proxyRow('proxy-time-out', ['PROXY_SILENT'], {
    nature: 'transient',
    message: (s) => `The proxy at ${s.proxy} has made no connection to ${s.host} in time.`,
    todo: 'Check that the proxy may reach the storage; if it may not, put the storage on the no-proxy list or clear Use Proxy Settings.',
  }),
  proxyRow('proxy-connection-lost', ['PROXY_CLOSED'], {
    nature: 'transient',
    message: (s) => `The proxy at ${s.proxy} closed the connection while it was asked for ${s.host}.`,
    todo: 'Check that it is up, that it is an HTTP proxy, and look into its log.',
  }),
  proxyRow('proxy-credentials-missing', ['PROXY_CREDENTIALS_MISSING'], {
    message: (s) => `The proxy at ${s.proxy} asks for a user name and a password, and the agent has none for it.`,
    todo: `Enter both ${SETTINGS}.`,
  }),
  proxyRow('proxy-credentials-refused', ['PROXY_CREDENTIALS_WRONG'], {
    message: (s) => `The proxy at ${s.proxy} refuses the user name or the password.`,
    todo: `Enter both again ${SETTINGS}.`,
  }),
  proxyRow('proxy-credentials-unsupported', ['PROXY_CREDENTIALS_FOREIGN'], {
    message: (s, said) =>
      `The proxy at ${s.proxy} takes no user name and password as Sluice sends them (Basic), only: ${said}.`,
    todo: 'Have the proxy accept Basic authentication, or the address of the agent without any.',
  }),
  proxyRow('proxy-forbidden', ['PROXY_FORBIDS'], {
    message: (s, said) => `The proxy at ${s.proxy} does not allow connections to ${s.host}: it answers ${said}.`,
    todo: "Have the proxy's rules allow this host and port; many allow encrypted connections to port 443 alone.",
  }),
  proxyRow('proxy-upstream-failed', ['PROXY_UPSTREAM_FAILED'], {
    nature: 'transient',
    message: (s, said) => `The proxy at ${s.proxy} cannot reach the storage at ${s.host}: it answers ${said}.`,
    todo: 'Check the Endpoint URL, that the storage is up, and that the proxy may reach it.',
  }),
  proxyRow('proxy-answer-wrong', ['PROXY_NOT_HTTP'], {
    message: (s) => `What answers at ${s.proxy} is no HTTP proxy.`,
    todo: `Correct the host and port ${SETTINGS}: they must be those of an HTTP proxy, reached without TLS.`,
  }),
];
