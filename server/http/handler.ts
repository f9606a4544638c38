import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Route } from '../../shared/api/route.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Who } from '../access/who.ts';
import { parseInput } from './parse-input.ts';
import type { Visit } from './visit.ts';

/** The agent that a credential belongs to. */
export interface AgentIdentity {
  id: Id;
  name: string;
  agentGroupId: Id;
  /** As it said when it started; empty before it has. */
  version: string;
}

/** A request as the HTTP layer hands it over: nothing of it is checked yet but its size, its form and who sent it. */
export interface RawRequest {
  params: unknown;
  query: unknown;
  /** The parsed JSON, `{}` for a request without a body; for `bytes` routes the bytes as they came. */
  body: unknown;
  /** Aborted when the caller goes away or the server stops. */
  signal: AbortSignal;
  /** The `Last-Event-ID` header of a browser that reconnects to an event stream. */
  lastEventId: string | undefined;
  /** Set on the routes of agents only. */
  agent: AgentIdentity | undefined;
  who: Who;
  visit: Visit;
  /** Called when its form was checked, before anything is done. @throws {ApiError} */
  onChecked(request: CheckedRequest): Promise<void>;
}

/** A request of whichever route, checked by its schemas. */
export type CheckedRequest = HandlerRequest<Route>;

/** A checked request. */
export interface HandlerRequest<R extends Route> {
  params: z.output<R['params']>;
  query: z.output<R['query']>;
  body: z.output<R['body']>;
  signal: AbortSignal;
  /** Who sends it: they may. */
  who: Who;
}

/** One server-sent event; `id` is what a reconnecting browser sends back as `Last-Event-ID`. */
export interface SentEvent {
  type: string;
  data: unknown;
  id?: string;
}

/** Sends events until `signal` aborts; an ended promise ends the stream. */
export type EventSource = (send: (event: SentEvent) => void, signal: AbortSignal) => Promise<void>;

export interface FileReply {
  contentType: string;
  /** What the browser saves it as. */
  fileName: string;
  /** `gzip` when `body` is compressed; the HTTP layer unpacks it for callers that don't take it. */
  contentEncoding?: 'gzip';
  body: Uint8Array | Readable;
}

export type HandlerReply =
  /** `cookie`: a `Set-Cookie` header. */
  | { kind: 'json'; value: unknown; cookie?: string }
  | { kind: 'events'; source: EventSource }
  | { kind: 'file'; file: FileReply };

/** A route with what answers it. */
export interface HandlerEntry {
  route: Route;
  /** Checks the request by the route's schemas, then handles it. @throws {ApiError} */
  handle(request: RawRequest): Promise<HandlerReply>;
}

/** What a capability offers to the HTTP layer. */
export type HandlerTable = readonly HandlerEntry[];

/** Binds a route that answers with a JSON value. */
export function handleJson<R extends Route>(
  route: R,
  handler: (request: HandlerRequest<R>) => Promise<z.input<R['reply']>>,
): HandlerEntry {
  return {
    route,
    handle: async (raw) => ({ kind: 'json', value: await handler(await checked(route, raw)) }),
  };
}

/** Binds a route that begins or ends sessions: it gets what of the request has to do with them, and may answer with a cookie. */
export function handleVisit<R extends Route>(
  route: R,
  handler: (request: HandlerRequest<R> & { visit: Visit }) => Promise<{ value: z.input<R['reply']>; cookie?: string }>,
): HandlerEntry {
  return {
    route,
    handle: async (raw) => ({
      kind: 'json',
      ...(await handler({ ...(await checked(route, raw)), visit: raw.visit })),
    }),
  };
}

/** Binds a route that answers with server-sent events. What the handler throws before it returns is an ordinary error reply. */
export function handleEvents<R extends Route>(
  route: R,
  handler: (request: HandlerRequest<R> & { lastEventId: string | undefined }) => Promise<EventSource>,
): HandlerEntry {
  return {
    route,
    handle: async (raw) => ({
      kind: 'events',
      source: await handler({ ...(await checked(route, raw)), lastEventId: raw.lastEventId }),
    }),
  };
}

/** Binds a route that answers with a file to download. */
export function handleFile<R extends Route>(
  route: R,
  handler: (request: HandlerRequest<R>) => Promise<FileReply>,
): HandlerEntry {
  return { route, handle: async (raw) => ({ kind: 'file', file: await handler(await checked(route, raw)) }) };
}

/** Binds a route that agents call. The credential has been verified: `agent` says whose it is. */
export function handleAgent<R extends Route>(
  route: R,
  handler: (request: HandlerRequest<R> & { agent: AgentIdentity }) => Promise<z.input<R['reply']>>,
): HandlerEntry {
  return {
    route,
    handle: async (raw) => ({
      kind: 'json',
      value: await handler({ ...(await checked(route, raw)), agent: agentOf(raw) }),
    }),
  };
}

/** Binds a route to which agents send bytes. */
export function handleAgentBytes<R extends Route>(
  route: R,
  handler: (request: HandlerRequest<R> & { agent: AgentIdentity; bytes: Buffer }) => Promise<z.input<R['reply']>>,
): HandlerEntry {
  return {
    route,
    handle: async (raw) => {
      const bytes = raw.body;
      if (!Buffer.isBuffer(bytes)) throw new TypeError(`${route.id} was called without bytes`);
      const value = await handler({ ...(await checked(route, raw)), agent: agentOf(raw), bytes });
      return { kind: 'json', value };
    },
  };
}

async function checked<R extends Route>(route: R, raw: RawRequest): Promise<HandlerRequest<R>> {
  const request = {
    params: parseInput<R['params']>(route.params, raw.params, 'path'),
    query: parseInput<R['query']>(route.query, raw.query, 'query'),
    body: parseInput<R['body']>(route.body, raw.body, 'body'),
    signal: raw.signal,
    who: raw.who,
  };
  await raw.onChecked(request);
  return request;
}

function agentOf(raw: RawRequest): AgentIdentity {
  if (!raw.agent) throw new TypeError('a route of agents was called without one');
  return raw.agent;
}
