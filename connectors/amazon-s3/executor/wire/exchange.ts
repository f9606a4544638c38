import http from 'node:http';
import https from 'node:https';
import type { Origin } from './address.ts';
import type { Pools } from './agents.ts';
import { Answer } from './answer.ts';
import { type Body, type StreamBody, Upload } from './upload.ts';
import { Watch } from './watch.ts';
import { ANSWER_TIMEOUT, ANSWERED_EARLY, CANCELED, CONNECT_TIMEOUT, WireFailure, wireFailure } from './wire-failure.ts';

/** How long to wait, in milliseconds: for a connection, for the head of the answer, for the next byte of a body. */
export interface Timing {
  readonly connectMs: number;
  readonly answerMs: number;
  readonly stallMs: number;
}

export interface WireRequest {
  readonly origin: Origin;
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
}

/**
 * Sends one request over a pooled connection and gives the answer as soon as its head is there. One request, one try:
 * redirects and retries are the caller's. A canceled exchange destroys its connection, also while the answer's body is read.
 * @throws {WireFailure}, or what the maker of a streamed body throws.
 */
export function exchange(request: WireRequest, pools: Pools, timing: Timing, signal: AbortSignal): Promise<Answer> {
  if (signal.aborted) return Promise.reject(new WireFailure(CANCELED, signal.reason));
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { origin, body } = request;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const options: http.RequestOptions = {
    method: request.method,
    hostname: origin.hostname,
    port: origin.port,
    path: request.target,
    headers: { ...request.headers, host: origin.host },
    setHost: false,
  };
  const outgoing = origin.secure
    ? https.request({ ...options, agent: pools.secure })
    : http.request({ ...options, agent: pools.plain });

  let answer: Answer | undefined;
  let upload: Upload | undefined;
  let uploaded = false;
  const fail = (error: unknown) => {
    watch.rest();
    if (error instanceof WireFailure) upload?.stop(error);
    if (answer && error instanceof WireFailure) answer.fail(error);
    outgoing.destroy();
    reject(error);
  };
  const watch = new Watch((errno) => fail(new WireFailure(errno)));
  const cancel = () => fail(new WireFailure(CANCELED, signal.reason));
  signal.addEventListener('abort', cancel, { once: true });
  /** A refusal that comes before the whole body is sent: the rest is not sent, and the connection is not used again. */
  const refuse = (refusal: Answer) => {
    upload?.stop(new WireFailure(ANSWERED_EARLY));
    refusal.onEnd(() => outgoing.destroy());
    resolve(refusal);
  };
  const awaitAnswer = () => {
    uploaded = true;
    if (answer) resolve(answer);
    else watch.expect(timing.answerMs, ANSWER_TIMEOUT);
  };

  watch.expect(timing.connectMs, CONNECT_TIMEOUT);
  outgoing.on('error', (error) => fail(wireFailure(error, reads && outgoing.reusedSocket && !answer)));
  outgoing.on('close', () => signal.removeEventListener('abort', cancel));
  outgoing.on('response', (message) => {
    watch.rest();
    answer = new Answer(message, watch, timing.stallMs);
    if (uploaded) resolve(answer);
    else if (answer.status >= 300) refuse(answer);
    else if (!upload?.allSent) fail(new WireFailure(ANSWERED_EARLY));
  });
  const begin = () => {
    if (body === undefined || (body instanceof Uint8Array && body.length <= SLICE)) {
      outgoing.end(body);
      awaitAnswer();
      return;
    }
    watch.rest();
    upload = new Upload(outgoing, body instanceof Uint8Array ? sliced(body) : body, watch, timing.stallMs);
    upload.run().then(awaitAnswer, (error: unknown) => {
      if (!answer || answer.status < 300) fail(error);
    });
  };
  outgoing.on('socket', (socket) => {
    if (!socket.connecting) begin();
    else socket.once(origin.secure ? 'secureConnect' : 'connect', begin);
  });
  return promise;
}

/** A body of up to this many bytes is written at once; a longer one in slices, so that a stall is noticed. */
const SLICE = 256 * 1024;

function sliced(bytes: Uint8Array): StreamBody {
  return {
    length: bytes.length,
    repeatable: true,
    send: async (sink) => {
      for (let offset = 0; offset < bytes.length; offset += SLICE) await sink(bytes.subarray(offset, offset + SLICE));
    },
  };
}
