import type { z } from 'zod';
import type { Need } from '../access/need.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Who calls a route; what a person needs for it beyond that is its `need`. */
export type Caller = 'anyone' | 'person' | 'agent';

/** One HTTP route as data: server, client, agent and the OpenAPI description are all made from it. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: Method;
  /** With `:name` for each parameter. */
  readonly path: string;
  readonly summary: string;
  readonly caller: Caller;
  /** Set on all routes but those of agents. */
  readonly need?: Need;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** `json` is parsed and checked by `body`; `bytes` (application/gzip) reaches the handler as it came. */
  readonly bodyType: 'json' | 'bytes';
  readonly reply: R;
  /** How the reply travels: a JSON value, a stream of server-sent events, or a file to download. */
  readonly replies: 'json' | 'events' | 'file';
  /** The largest body taken, in bytes. */
  readonly bodyLimit: number;
}

/** One mebibyte: enough for every body but a batch of edits. */
export const DEFAULT_BODY_LIMIT = 1024 * 1024;
