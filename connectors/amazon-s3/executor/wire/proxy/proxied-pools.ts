import { isWithoutProxy } from '../../../../../shared/proxy/no-proxy.ts';
import { type ProxySettings, type ProxyState, proxyAddress } from '../../../../../shared/proxy/proxy-settings.ts';
import type { Origin } from '../address.ts';
import type { Connection } from '../http/connection.ts';
import type { Connections } from '../http/connections.ts';
import { Pools } from '../http/pools.ts';
import type { Secure } from '../http/secure.ts';
import { noProxyNow } from './no-proxy-now.ts';
import { throughProxy } from './through-proxy.ts';

/** Where machines in a cloud ask for their own credentials: on their own link, never beyond a proxy. */
const METADATA = ['169.254.0.0/16', 'fd00:ec2::/32', 'fe80::/10'];

/** Connections through the agent's proxy, but to what its no-proxy list leaves out. The proxy may change at any time. */
export class ProxiedPools implements Connections {
  readonly #state: () => ProxyState;
  readonly #direct: Pools;
  readonly #secure: Secure;
  #current: { settings: ProxySettings; pools: Pools } | undefined;
  readonly #of = new WeakMap<Connection, Pools>();

  /** @param state the proxy as it is now @param direct for what is reached without it */
  constructor(state: () => ProxyState, direct: Pools, secure: Secure) {
    this.#state = state;
    this.#direct = direct;
    this.#secure = secure;
  }

  /** @throws {ConnectorError} `proxy-not-configured`: never is a connection made without it */
  take(origin: Origin): Connection {
    const settings = this.#settings();
    const pools = isDirect(settings, origin) ? this.#direct : this.#through(settings);
    const connection = pools.take(origin);
    this.#of.set(connection, pools);
    return connection;
  }

  put(connection: Connection): void {
    const pools = this.#of.get(connection);
    if (pools === this.#direct || pools === this.#current?.pools) pools?.put(connection);
    else this.drop(connection);
  }

  drop(connection: Connection): void {
    (this.#of.get(connection) ?? this.#direct).drop(connection);
  }

  proxyTo(origin: Origin): string | undefined {
    const state = this.#state();
    return state.kind === 'set' && !isDirect(state.settings, origin) ? proxyAddress(state.settings) : undefined;
  }

  /** Ends the connections through the proxy. */
  close(): void {
    this.#current?.pools.close();
    this.#current = undefined;
  }

  #settings(): ProxySettings {
    const state = this.#state();
    if (state.kind !== 'set') throw noProxyNow(state.kind);
    return state.settings;
  }

  /** Connections through another proxy than the present one are not used again; what goes on on them goes on. */
  #through(settings: ProxySettings): Pools {
    const before = this.#current;
    if (before && isSame(before.settings, settings)) return before.pools;
    before?.pools.closeIdle();
    const pools = new Pools({ connect: throughProxy(settings, this.#secure) });
    this.#current = { settings, pools };
    return pools;
  }
}

function isDirect({ noProxy }: ProxySettings, { hostname, port }: Origin): boolean {
  return isWithoutProxy(METADATA, hostname, port) || isWithoutProxy(noProxy, hostname, port);
}

function isSame(one: ProxySettings, other: ProxySettings): boolean {
  if (one === other) return true;
  const { host, port, userName, password } = one;
  return host === other.host && port === other.port && userName === other.userName && password === other.password;
}
