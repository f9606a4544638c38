import type { ProxyState } from '../../../../../shared/proxy/proxy-settings.ts';
import { ConnectorError } from '../../../../../shared/runs/connector-error.ts';

const WHY: Record<Exclude<ProxyState['kind'], 'set'>, { message: string; todo: string }> = {
  none: {
    message: 'the agent has none configured',
    todo: "Set it under Administration, Agents, in the agent's menu, Proxy settings…; or clear Use Proxy Settings in the connection.",
  },
  'cloud-group': {
    message: 'agents of cloud groups have none',
    todo: 'Move the project to an environment with a private agent group, or clear Use Proxy Settings in the connection.',
  },
  unreadable: {
    message: "the password of the agent's proxy cannot be decrypted",
    todo: "Type it again under Administration, Agents, in the agent's menu, Proxy settings….",
  },
};

/** A connection asks for the agent's proxy, and there is none. @param connection its name, where it is known */
export function noProxyNow(why: keyof typeof WHY, connection?: string): ConnectorError {
  const { message, todo } = WHY[why];
  const who = connection === undefined ? 'The connection' : `The connection "${connection}"`;
  return new ConnectorError({
    code: 'proxy-not-configured',
    message: `${who} asks for the agent's proxy, but ${message}.`,
    todo,
  });
}
