import type { z } from 'zod';
import { agentRoutes } from '../shared/api/agent-routes.ts';
import { ErrorBody } from '../shared/api/error.ts';
import type { Route } from '../shared/api/route.ts';

/** Why a call came to nothing, as far as it matters to what happens next. */
export type GatewayFailure =
  /** The server is away, busy, or has no database: the same call may succeed later. */
  | 'unavailable'
  /** The server has read the call and says no: the same call will not succeed. */
  | 'refused'
  /** The credential is not, or no longer, an agent's. */
  | 'credential';

export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly failure: GatewayFailure;
  readonly code: string;

  constructor(failure: GatewayFailure, code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.failure = failure;
    this.code = code;
  }
}

export interface CallOptions<R extends Route> {
  params: z.input<R['params']>;
  query: z.input<R['query']>;
  body: z.input<R['body']> | Uint8Array<ArrayBuffer>;
  /** The call is given up after this long. */
  timeOutMs: number;
  signal?: AbortSignal;
}

/** The agent's side of the gateway: each route of {@link agentRoutes} as a function. Kept-alive connections, no retries. */
export interface Gateway {
  hello(
    body: z.input<typeof agentRoutes.hello.body>,
    signal: AbortSignal,
  ): Promise<z.output<typeof agentRoutes.hello.reply>>;
  /** @param proxyVersion which version of its proxy the agent knows; absent when it does not want to be told */
  claim(
    freeSlots: number,
    signal: AbortSignal,
    proxyVersion?: number,
  ): Promise<z.output<typeof agentRoutes.claim.reply>>;
  /** @param timeOutMs after which it is given up */
  report(
    body: z.input<typeof agentRoutes.report.body>,
    timeOutMs?: number,
  ): Promise<z.output<typeof agentRoutes.report.reply>>;
  /** Takes the agent out of its group, for good. */
  leave(): Promise<void>;
  answer(requestId: string, body: z.input<typeof agentRoutes.answer.body>): Promise<void>;
  keepOutput(
    output: { runId: string; stepId: string; fence: number; content: Uint8Array<ArrayBuffer> },
    signal: AbortSignal,
  ): Promise<void>;
  keepDebug(
    kept: { runId: string; stepId: string; fence: number; content: Uint8Array<ArrayBuffer> },
    signal: AbortSignal,
  ): Promise<void>;
  keepUploads(
    content: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<z.output<typeof agentRoutes.keepUploads.reply>>;
  keepTransfers(
    batch: { runId: string; number: number; fence: number; content: Uint8Array<ArrayBuffer> },
    signal: AbortSignal,
  ): Promise<void>;
  tellConnectors(connectors: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  latestConnector(connector: string): Promise<z.output<typeof agentRoutes.latestConnector.reply>>;
  /** A connector's module; of one that is longer than `size`, the rest is not read. */
  downloadConnector(connector: string, version: string, size: number): Promise<Uint8Array>;
}

/** How long ordinary calls may take; a claim waits for work in the server, at most 5 s of it. */
const CALL_MS = 10_000;
const OUTPUT_MS = 120_000;
const OUTPUT_MS_A_MIB = 10_000;
const DOWNLOAD_MS = 120_000;

export function createGateway(serverUrl: string, credential: string): Gateway {
  const call = <R extends Route>(route: R, options: CallOptions<R>) => send(serverUrl, credential, route, options);
  const plain = { params: {}, query: {}, timeOutMs: CALL_MS };
  return {
    hello: (body, signal) => call(agentRoutes.hello, { ...plain, body, signal }),
    claim: (freeSlots, signal, proxyVersion) =>
      call(agentRoutes.claim, { ...plain, body: { freeSlots, proxyVersion }, signal }),
    report: (body, timeOutMs = CALL_MS) => call(agentRoutes.report, { ...plain, body, timeOutMs }),
    leave: async () => {
      await call(agentRoutes.leave, { ...plain, body: {} });
    },
    answer: async (requestId, body) => {
      await call(agentRoutes.answer, { ...plain, params: { requestId }, body });
    },
    keepDebug: async ({ runId, stepId, fence, content }, signal) => {
      const options = { params: { runId, stepId }, query: { fence }, ...sent(content), signal };
      await call(agentRoutes.keepDebug, options);
    },
    keepUploads: (content, signal) => call(agentRoutes.keepUploads, { ...plain, ...sent(content), signal }),
    keepTransfers: async ({ runId, number, fence, content }, signal) => {
      const options = { params: { runId, number }, query: { fence }, ...sent(content), signal };
      await call(agentRoutes.keepTransfers, options);
    },
    keepOutput: async ({ runId, stepId, fence, content }, signal) => {
      const options = { params: { runId, stepId }, query: { fence }, ...sent(content), signal };
      await call(agentRoutes.keepOutput, options);
    },
    tellConnectors: async (connectors, signal) => {
      await call(agentRoutes.tellConnectors, { ...plain, body: { connectors }, signal });
    },
    latestConnector: (connector) => call(agentRoutes.latestConnector, { ...plain, params: { connector }, body: {} }),
    downloadConnector: async (connector, version, size) => {
      const options = { ...plain, params: { connector, version }, body: {}, timeOutMs: DOWNLOAD_MS };
      const { status, content } = await fetched(serverUrl, credential, agentRoutes.downloadConnector, options, size);
      if (status >= 400) throw refusal(status, new TextDecoder().decode(content));
      return content;
    },
  };
}

/** What is little must not wait long for a server that has fallen silent: another one may take it. */
function sent(content: Uint8Array<ArrayBuffer>) {
  const timeOutMs = Math.min(OUTPUT_MS, CALL_MS + Math.ceil(content.byteLength / 1024 ** 2) * OUTPUT_MS_A_MIB);
  return { body: content, timeOutMs };
}

/** Registers a new agent by a one-time token, and gives its credential. @throws {GatewayError} */
export function registerAgent(
  serverUrl: string,
  token: string,
  hostname: string,
): Promise<z.output<typeof agentRoutes.register.reply>> {
  const options = { params: {}, query: {}, body: { token, hostname }, timeOutMs: CALL_MS };
  return send(serverUrl, null, agentRoutes.register, options);
}

async function send<R extends Route>(
  serverUrl: string,
  credential: string | null,
  route: R,
  options: CallOptions<R>,
): Promise<z.output<R['reply']>> {
  const { status, content } = await fetched(serverUrl, credential, route, options);
  const text = new TextDecoder().decode(content);
  if (status >= 400) throw refusal(status, text);
  const reply = route.reply.safeParse(parseJson(text));
  if (!reply.success)
    throw new GatewayError('unavailable', 'reply-unknown', `What answers ${route.id} is not a server of Sluice.`);
  return reply.data as z.output<R['reply']>;
}

/** @param most so many bytes are read, and what came with the last of them */
async function fetched<R extends Route>(
  serverUrl: string,
  credential: string | null,
  route: R,
  options: CallOptions<R>,
  most = Number.POSITIVE_INFINITY,
): Promise<{ status: number; content: Uint8Array }> {
  const { body } = options;
  const isBytes = body instanceof Uint8Array;
  const timeOut = AbortSignal.timeout(options.timeOutMs);
  try {
    const response = await fetch(urlOf(serverUrl, route, options.params, options.query), {
      method: route.method,
      headers: {
        ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
        'content-type': isBytes ? 'application/gzip' : 'application/json',
        // On one machine, packing and unpacking costs more than it saves.
        ...(isNear(serverUrl) ? { 'accept-encoding': 'identity' } : {}),
      },
      ...(route.method === 'GET' ? {} : { body: isBytes ? body : JSON.stringify(body, storable) }),
      redirect: 'error',
      signal: options.signal ? AbortSignal.any([timeOut, options.signal]) : timeOut,
    });
    const { status } = response;
    return { status, content: await contentOf(response, most) };
  } catch (cause) {
    throw new GatewayError(
      'unavailable',
      'server-unreachable',
      `The server cannot be reached: ${reason(cause)}.`,
      cause,
    );
  }
}

/** More than `most` bytes means that there is more than that. */
async function contentOf(response: Response, most: number): Promise<Uint8Array> {
  if (most === Number.POSITIVE_INFINITY || !response.ok) return new Uint8Array(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > most) break;
  }
  return Buffer.concat(chunks);
}

function urlOf(serverUrl: string, route: Route, params: unknown, query: unknown): string {
  const values = new Map(Object.entries(params ?? {}));
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const url = new URL(`.${path}`, serverUrl.endsWith('/') ? serverUrl : `${serverUrl}/`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value));
  return url.href;
}

/** Whether the server is on the agent's own machine. */
function isNear(serverUrl: string): boolean {
  return /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(serverUrl);
}

function refusal(status: number, text: string): GatewayError {
  const parsed = ErrorBody.safeParse(parseJson(text));
  const code = parsed.success ? parsed.data.error.code : `status-${status}`;
  const message = parsed.success ? parsed.data.error.message : `The server answers with status ${status}.`;
  if (status === 401) return new GatewayError('credential', code, message);
  // Until one of the two is updated; the agent waits for that.
  if (code === 'agent-version-wrong') return new GatewayError('unavailable', code, message);
  const mayPass = status >= 500 || status === 408 || status === 429;
  return new GatewayError(mayPass ? 'unavailable' : 'refused', code, message);
}

/**
 * No text in the database can hold the character NUL, which an object's key may well have, nor half of a character, as where a text was
 * cut: they are told as U+FFFD.
 */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\u0000', '\uFFFD').toWellFormed() : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
