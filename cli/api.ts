import type { z } from 'zod';
import { ERROR_STATUS, ErrorBody } from '../shared/api/error.ts';
import type { Route } from '../shared/api/route.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

export interface CallInput {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
}

/** The server's HTTP API. Everything it throws is a {@link Failure}, but for an abort of the signal. */
export interface Api {
  call<R extends Route>(route: R, input?: CallInput): Promise<z.output<R['reply']>>;
  /** A reply that is a file, as text, in pieces. */
  text(route: Route, input?: CallInput): Promise<AsyncIterable<string>>;
}

/** @param token the access key, or the access token of a server that asks for one */
export function createApi(server: URL, token: string | undefined, signal: AbortSignal): Api {
  const send = async (route: Route, { params = {}, query = {}, body }: CallInput): Promise<Response> => {
    const headers = new Headers();
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (body !== undefined) headers.set('content-type', 'application/json');
    const init = {
      method: route.method,
      headers,
      signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const response = await fetch(urlOf(server, route, params, query), init).catch((cause: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw unreachable(server, cause);
    });
    if (!response.ok) throw await refusal(response);
    return response;
  };
  const broken = (cause: unknown) => (signal.aborted ? signal.reason : brokenOff(server, cause));
  return {
    call: async <R extends Route>(route: R, input: CallInput = {}) => {
      const response = await send(route, input);
      const text = await response.text().catch((cause: unknown) => {
        throw broken(cause);
      });
      const reply = route.reply.safeParse(parsed(text));
      if (reply.success) return reply.data as z.output<R['reply']>;
      const todo = 'Use the program of the version that the server has.';
      throw new Failure(EXIT.internal, `The server answered ${route.id} in a form this program does not know.`, todo);
    },
    text: async (route, input = {}) => {
      const { body } = await send(route, input);
      return piecesOf(body ?? new ReadableStream<Uint8Array<ArrayBuffer>>(), broken);
    },
  };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* piecesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>, broken: (cause: unknown) => unknown) {
  try {
    yield* body.pipeThrough(new TextDecoderStream());
  } catch (cause) {
    throw broken(cause);
  }
}

function urlOf(
  server: URL,
  { path }: Route,
  params: Record<string, string>,
  query: NonNullable<CallInput['query']>,
): URL {
  const filled = path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const url = new URL(filled.slice(1), server);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

function unreachable(server: URL, cause: unknown): Failure {
  return new Failure(
    EXIT.unavailable,
    `The server ${server.origin} can't be reached: ${reasonOf(cause)}`,
    'Start it with npm start, or say where it is with --server or SLUICE_URL.',
  );
}

function brokenOff(server: URL, cause: unknown): Failure {
  return new Failure(
    EXIT.unavailable,
    `The reply of the server ${server.origin} broke off: ${reasonOf(cause)}`,
    'What was asked for may have been done all the same: look before you try again.',
  );
}

/** What fetch fails with has the reason beneath. */
function reasonOf(cause: unknown): string {
  return cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
}

async function refusal(response: Response): Promise<Failure> {
  const body = ErrorBody.safeParse(await response.json().catch(() => undefined));
  if (!body.success)
    return new Failure(
      response.status >= 500 ? EXIT.unavailable : EXIT.internal,
      `The server answered with the status ${response.status}, and nothing that this program knows.`,
      'Check that the address is the one of a Sluice server.',
    );
  const { code, message, todo } = body.data.error;
  if (code === 'token-required' || code === 'token-wrong')
    return new Failure(EXIT.denied, message, 'Put the access token into the environment variable SLUICE_TOKEN.');
  if (code === 'sign-in-required')
    return new Failure(
      EXIT.denied,
      'This server asks who you are.',
      'Make an access key in the menu of your account, and put it into the environment variable SLUICE_TOKEN.',
    );
  if (code === 'access-key-wrong')
    return new Failure(
      EXIT.denied,
      message,
      'Make another one in the menu of your account, and put it into the environment variable SLUICE_TOKEN.',
    );
  if (code === 'not-allowed') return new Failure(EXIT.denied, message, todo);
  return new Failure(exitOfStatus(response.status, code), message, todo);
}

function exitOfStatus(status: number, code: string): number {
  if (status === ERROR_STATUS['project-unknown']) return EXIT.unknown;
  if (code === 'internal-error') return EXIT.internal;
  return status >= 500 ? EXIT.unavailable : EXIT.refused;
}
