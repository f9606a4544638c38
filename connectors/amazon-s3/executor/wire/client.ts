import { hash } from 'node:crypto';
import { answerError, errorAnswer, networkError } from '../errors.ts';
import { type RetryNotice, type RetryPolicy, withRetries } from '../retry.ts';
import type { S3Error } from '../s3-error.ts';
import { type Subject, shortKeyId } from '../subject.ts';
import { type Address, addressOf, type Place } from './address.ts';
import type { Pools } from './agents.ts';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { exchange, type Timing, type WireRequest } from './exchange.ts';
import { regionToldBy } from './redirect.ts';
import { type Credentials, EMPTY_PAYLOAD, type Signer, UNSIGNED_PAYLOAD } from './sign.ts';
import { encodeQuery } from './uri.ts';

export interface WireOptions {
  readonly place: Place;
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
  readonly pools: Pools;
  readonly signer: Signer;
  readonly timing: Timing;
  readonly retries: RetryPolicy;
  readonly clock: () => Date;
  readonly userAgent: string;
}

const MOST_REDIRECTS = 3;

/**
 * The data plane: signs S3 requests and carries them over pooled connections. Follows buckets into their regions, and
 * remembers where they are. Everything it throws is a {@link ConnectorError}.
 */
export class WireClient {
  readonly options: WireOptions;
  /** Regions of buckets that are not in the connection's. */
  readonly #regions = new Map<string, string>();

  constructor(options: WireOptions) {
    this.options = options;
  }

  /** One try. Gives the answer when its status is below 300, its body still to be read. */
  async send(call: Call, signal: AbortSignal): Promise<Answer> {
    const credentials = await this.options.credentials();
    for (let redirects = 0; ; redirects += 1) {
      const { region, address } = this.#whereIs(call);
      const subject: Subject = {
        operation: call.operation,
        bucket: call.bucket,
        key: call.key,
        accessKeyId: shortKeyId(credentials.accessKeyId),
        host: address.origin.host,
        region,
      };
      const request = this.#request(call, address, region, credentials);
      const outcome = await this.#exchange(request, subject, call.answerMs ?? 0, signal);
      if ('answer' in outcome) return outcome.answer;
      const { told } = outcome;
      const repeatable = call.body === undefined || call.body instanceof Uint8Array || call.body.repeatable;
      if (told === undefined || told === region || redirects >= MOST_REDIRECTS || !repeatable) throw outcome.error;
      this.#regions.set(call.bucket, told);
    }
  }

  /** The same, tried again after transient errors. */
  sendPatiently(call: Call, signal: AbortSignal, notice?: RetryNotice): Promise<Answer> {
    return withRetries(this.options.retries, signal, () => this.send(call, signal), notice);
  }

  /** One try, the answer read as text. */
  async sendForText(
    call: Call,
    signal: AbortSignal,
  ): Promise<{ body: string; headers: Readonly<Record<string, string>> }> {
    const answer = await this.send(call, signal);
    try {
      return { body: await answer.text(), headers: answer.headers };
    } catch (error) {
      throw networkError(error, this.subject(call));
    }
  }

  /** The answer's text, tried again after transient errors, a connection lost in the middle of the answer included. */
  async text(call: Call, signal: AbortSignal, notice?: RetryNotice): Promise<string> {
    const { retries } = this.options;
    return (await withRetries(retries, signal, () => this.sendForText(call, signal), notice)).body;
  }

  /** What an error about a call names, for errors that are noticed after the answer's head. */
  subject(call: Pick<Call, 'operation' | 'bucket' | 'key'>): Subject {
    const { region, address } = this.#whereIs(call);
    return {
      operation: call.operation,
      bucket: call.bucket,
      key: call.key,
      accessKeyId: '',
      host: address.origin.host,
      region,
    };
  }

  #whereIs(call: Pick<Call, 'bucket' | 'key'>): { region: string; address: Address } {
    const region = this.#regions.get(call.bucket) ?? this.options.region;
    return { region, address: addressOf(this.options.place, region, call.bucket, call.key) };
  }

  #request(call: Call, address: Address, region: string, credentials: Credentials): WireRequest {
    const query = encodeQuery(call.query ?? {});
    const { body } = call;
    const headers: Record<string, string> = { ...call.headers, host: address.origin.host };
    if (body !== undefined) headers['content-length'] = String(body.length);
    else if (call.method === 'PUT' || call.method === 'POST') headers['content-length'] = '0';
    const signed = this.options.signer.sign(
      { method: call.method, path: address.path, query, headers, payloadHash: call.payloadHash ?? payloadHash(body) },
      credentials,
      region,
      this.options.clock(),
    );
    return {
      origin: address.origin,
      method: call.method,
      target: query === '' ? address.path : `${address.path}?${query}`,
      headers: { ...signed, 'user-agent': this.options.userAgent },
      body,
    };
  }

  async #exchange(
    request: WireRequest,
    subject: Subject,
    answerMs: number,
    signal: AbortSignal,
  ): Promise<{ answer: Answer } | { error: S3Error; told: string | undefined }> {
    try {
      const { pools, timing } = this.options;
      const patient = { ...timing, answerMs: Math.max(timing.answerMs, answerMs) };
      const answer = await exchange(request, pools, patient, signal);
      if (answer.status < 300) return { answer };
      const body = await answer.text();
      const error = answerError(errorAnswer(answer.status, body), subject);
      return { error, told: regionToldBy(answer.status, answer.headers, body) };
    } catch (error) {
      throw networkError(error, subject);
    }
  }
}

function payloadHash(body: Call['body']): string {
  if (body === undefined) return EMPTY_PAYLOAD;
  return body instanceof Uint8Array ? hash('sha256', body, 'hex') : UNSIGNED_PAYLOAD;
}
