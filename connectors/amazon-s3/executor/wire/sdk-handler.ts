import { Readable } from 'node:stream';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { networkError } from '../errors.ts';
import type { Subject } from '../subject.ts';
import type { Origin } from './address.ts';
import { exchange, type Timing } from './exchange.ts';
import type { Connections } from './http/connections.ts';
import { refusalAmong } from './proxy/refusal.ts';
import { encodeUri } from './uri.ts';

/** A request as the AWS SDK hands it to whatever carries it. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>> | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface SdkAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Readable;
}

/** Carries the AWS SDK's own requests over our connections, so that they go the way that all others of the connection go. */
export class SdkHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #connections: Connections;
  readonly #timing: Timing;
  readonly #subject: Subject;

  /** @param subject what errors name */
  constructor(connections: Connections, timing: Timing, subject: Subject) {
    this.#connections = connections;
    this.#timing = timing;
    this.#subject = subject;
  }

  /** @throws {ConnectorError}, which the SDK tries again when it is transient */
  async handle(request: SdkRequest, options: { abortSignal?: unknown } = {}): Promise<{ response: SdkAnswer }> {
    const origin = originOf(request);
    const subject = { ...this.#subject, host: origin.host, proxy: this.#connections.proxyTo(origin) };
    const signal = options.abortSignal instanceof AbortSignal ? options.abortSignal : new AbortController().signal;
    try {
      const { method, headers, body } = request;
      const wire = { origin, method, target: targetOf(request), headers, body: bytesOf(body) };
      const answer = await exchange(wire, this.#connections, this.#timing, signal);
      const text = await answer.text();
      const { status, forwarding } = answer;
      const refusal = forwarding && refusalAmong(forwarding, status, answer.headers, text);
      if (refusal) throw refusal;
      const given = { statusCode: status, headers: { ...answer.headers }, body: Readable.from([Buffer.from(text)]) };
      return { response: given };
    } catch (thrown) {
      const error = networkError(thrown, subject);
      // The SDK's word for what may be tried again.
      throw error.nature === 'transient' ? Object.assign(error, { $retryable: {} }) : error;
    }
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  destroy(): void {}
}

function originOf({ protocol, hostname, port }: SdkRequest): Origin {
  const secure = protocol !== 'http:';
  const own = secure ? 443 : 80;
  const bare = hostname.replace(/^\[|\]$/g, '');
  const written = bare.includes(':') ? `[${bare}]` : bare;
  const host = port === undefined || port === own ? written : `${written}:${port}`;
  return { secure, hostname: bare, port: port ?? own, host };
}

function targetOf({ path, query = {} }: SdkRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) =>
      one === null ? encodeUri(name) : `${encodeUri(name)}=${encodeUri(String(one))}`,
    ),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (body === undefined || body === null || body === '') return undefined;
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  throw new ConnectorError({ code: 'internal-error', message: 'The AWS SDK has a body of an unknown kind to send.' });
}
