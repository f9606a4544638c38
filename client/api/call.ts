import type { z } from 'zod';
import { ErrorBody } from '../../shared/api/error.ts';
import type { Route } from '../../shared/api/route.ts';
import { ApiError, unreachable } from './api-error.ts';
import { takeEarlyReply } from './early-reply.ts';
import { routeUrl } from './route-url.ts';
import { accessListeners } from './sign-in-wanted.ts';

/** A part of a call may be left out when nothing in it is required. */
type Part<K extends string, T> = Record<string, never> extends T ? { [key in K]?: T } : { [key in K]: T };

/** What a call of a route takes: its path parameters, its query and its body, each as the route's schema says. */
export type CallInput<R extends Route> = Part<'params', z.input<R['params']>> &
  Part<'query', z.input<R['query']>> &
  Part<'body', z.input<R['body']>>;

interface LooseInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/**
 * Calls a route and gives its reply, checked by the route's schema. Where the server asks who one is, it waits until somebody has
 * signed in and goes on; what somebody else has signed in since is not done in their name (code `signed-in-as-other`).
 * @throws {ApiError} when the server refuses, answers something else than agreed, or can't be reached (code `offline`).
 */
export async function call<R extends Route>(
  route: R,
  input: CallInput<R>,
  options: { signal?: AbortSignal } = {},
): Promise<z.output<R['reply']>> {
  const { params, query, body }: LooseInput = input;
  const ask = () =>
    send(routeUrl(route, params, query), {
      method: route.method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  let answer = await ask();
  while (!answer.ok) {
    await settle(errorOf(answer), route);
    answer = await ask();
  }
  const reply = route.reply.safeParse(jsonOf(answer));
  if (!reply.success)
    throw new ApiError({
      code: 'reply-unknown',
      status: answer.status,
      message: `The server answered ${route.id} in a form this page does not know.`,
      todo: 'Reload the page: the server may have been updated.',
    });
  return reply.data as z.output<R['reply']>;
}

/** Returns when the call may be made again. @throws {ApiError} when it is refused for good. */
async function settle(error: ApiError, { method }: Route): Promise<void> {
  const listeners = accessListeners();
  if (error.code === 'not-allowed') listeners?.notAllowed();
  if (error.code !== 'sign-in-required' || !listeners) throw error;
  if ((await listeners.signIn()) === 'same' || method === 'GET') return;
  throw new ApiError({
    code: 'signed-in-as-other',
    status: error.status,
    message: 'It was not done: somebody else has signed in since.',
    todo: 'Do it again, if it is still wanted.',
  });
}

interface Answer {
  ok: boolean;
  status: number;
  text: string;
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  try {
    const early = init.method === 'GET' ? takeEarlyReply(url) : null;
    const response = await (early ?? fetch(url, { credentials: 'same-origin', ...init }));
    // The connection may break after the status has come: no answer has come then either.
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw unreachable();
  }
}

function jsonOf({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf(answer: Answer): ApiError {
  const { status } = answer;
  const body = ErrorBody.safeParse(jsonOf(answer));
  if (!body.success)
    return new ApiError({ code: 'internal-error', status, message: `The server answered with status ${status}.` });
  const { code, message, todo, details } = body.data.error;
  return new ApiError({ code, message, status, details, ...(todo === undefined ? {} : { todo }) });
}
