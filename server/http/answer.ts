import type { Request, Response } from 'express';
import type { Who } from '../access/who.ts';
import { codeOf } from '../database/log.ts';
import type { Log } from '../log.ts';
import type { ApiError } from './api-error.ts';
import { packed } from './compression.ts';
import { toApiError } from './errors.ts';
import { sendEvents } from './event-stream.ts';
import { sendFile } from './file-reply.ts';
import type { AgentIdentity, CheckedRequest, HandlerEntry, RawRequest } from './handler.ts';
import { CallerGone, readBody } from './read-body.ts';
import type { Visit } from './visit.ts';

/** What is left of a refused body is read and thrown away up to here, so that the caller gets to read its answer. */
const DRAINED_BYTES = 64 * 1024 * 1024;

export interface AnswerContext {
  log: Log;
  /** Aborted when the server stops. */
  stopping: AbortSignal;
}

/** Who calls, and what is to be done beside the handler. */
export interface Call {
  /** Aborted when the server stops, or when the caller may no longer have what a stream tells. */
  stopping: AbortSignal;
  agent: AgentIdentity | undefined;
  who: Who;
  visit: Visit;
  onChecked(request: CheckedRequest): Promise<void>;
  /** Called when it was done, before it is answered. */
  onDone(reply: unknown): Promise<void>;
}

/** Runs one route's handler for one request and sends its reply. @throws {ApiError} and whatever the handler throws. */
export async function answer(entry: HandlerEntry, request: Request, response: Response, call: Call): Promise<void> {
  const signal = callSignal(response, call.stopping);
  const lastEventId = request.headers['last-event-id'];
  const raw: RawRequest = {
    params: { ...request.params },
    query: { ...request.query },
    body: await readBody(request, entry.route),
    signal,
    lastEventId: Array.isArray(lastEventId) ? lastEventId[0] : lastEventId,
    agent: call.agent,
    who: call.who,
    visit: call.visit,
    onChecked: call.onChecked,
  };
  const reply = await entry.handle(raw);
  if (reply.kind === 'json') {
    await call.onDone(reply.value);
    if (reply.cookie !== undefined) response.setHeader('set-cookie', reply.cookie);
  }
  if (response.destroyed) return;
  if (reply.kind === 'json') {
    const body = await packed(request, response, jsonOf(reply.value));
    if (!response.destroyed) sendJson(response, 200, body);
  } else if (reply.kind === 'file') await sendFile(request, response, reply.file);
  else if (request.method === 'HEAD') response.status(200).end();
  else await sendEvents(response, reply.source, signal);
}

/** Answers with what was thrown; the caller learns nothing that an {@link ApiError} does not say. */
export function answerError(error: unknown, request: Request, response: Response, log: Log): void {
  // A download that fails has destroyed the response itself; one whose caller went away tells so.
  const isCutDownload = response.headersSent && codeOf(error) !== 'ERR_STREAM_PREMATURE_CLOSE';
  if (error instanceof CallerGone || (response.destroyed && !isCutDownload)) return;
  const refusal = toApiError(error);
  if (refusal.status >= 500) logFault(log, error, request, refusal);
  if (response.headersSent) {
    // Half an answer is no answer: the caller must see that it broke off.
    response.destroy();
    return;
  }
  discardBody(request, response);
  if (refusal.status === 401) response.setHeader('www-authenticate', 'Bearer');
  sendJson(response, refusal.status, jsonOf(refusal.body()));
}

function jsonOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function sendJson(response: Response, status: number, body: Buffer): void {
  response.status(status);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-length', body.length);
  response.end(body);
}

/** Aborts when the caller goes away or the server stops. */
function callSignal(response: Response, stopping: AbortSignal): AbortSignal {
  const call = new AbortController();
  const stop = () => call.abort();
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop, { once: true });
  response.once('close', () => {
    stopping.removeEventListener('abort', stop);
    stop();
  });
  return call.signal;
}

function discardBody(request: Request, response: Response): void {
  if (request.complete) return;
  response.setHeader('connection', 'close');
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > DRAINED_BYTES) request.destroy();
  });
  request.resume();
}

function logFault(log: Log, error: unknown, request: Request, refusal: ApiError): void {
  const fields = { method: request.method, path: request.path, code: refusal.code, err: error };
  if (refusal.code === 'internal-error') log.error(fields, 'A request failed');
  else log.warn({ ...fields, err: refusal.message }, 'A request could not be met');
}
