import type { ProxySettings, ProxyState, ToldProxy } from '../../shared/proxy/proxy-settings.ts';

/**
 * The agent's proxy: what the server tells, which may change at any time; while nothing is set there, what the agent's own environment
 * says. Agents of cloud groups have none.
 */
export class AgentProxy {
  readonly #own: ProxySettings | undefined;
  #told: ToldProxy = { version: 0, state: { kind: 'none' } };

  /** @param own what the environment says */
  constructor(own?: ProxySettings) {
    this.#own = own;
  }

  /** Which version of it the server has told; 0 for none. */
  get version(): number {
    return this.#told.version;
  }

  /** The server has told it. Replies may come out of order. */
  take(told: ToldProxy | undefined): void {
    if (told && told.version > this.#told.version) this.#told = told;
  }

  /** As it is now. To be handed around as it is. */
  readonly now = (): ProxyState => {
    const { state } = this.#told;
    return state.kind === 'none' && this.#own ? { kind: 'set', settings: this.#own } : state;
  };
}
