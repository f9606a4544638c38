import type { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import { answerError, errorAnswer, networkError } from '../errors.ts';
import { type RetryNotice, type RetryPolicy, withRetries } from '../retry.ts';
import type { S3Error } from '../s3-error.ts';
import { type Subject, shortKeyId } from '../subject.ts';
import { type Address, addressOf, type Place } from './address.ts';
import type { Answer } from './answer.ts';
import { buildRequest } from './build-request.ts';
import type { Call } from './call.ts';
import { ClockSkew, type Refusal } from './clock-skew.ts';
import { exchange, type Timing, type WireRequest } from './exchange.ts';
import type { Connections } from './http/connections.ts';
import { refusalAmong } from './proxy/refusal.ts';
import { regionToldBy } from './redirect.ts';
import type { Credentials, Signer } from './sign.ts';
import { WireFailure } from './wire-failure.ts';

export interface WireOptions {
  readonly place: Place;
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
  readonly pools: Connections;
  readonly signer: Signer;
  readonly timing: Timing;
  readonly retries: RetryPolicy;
  readonly clock: () => Date;
  readonly userAgent: string;
}

const MOST_REDIRECTS = 3;
/** As many kept connections may turn out to be closed before that counts as a failure. */
const MOST_STALE = 2;

/**
 * The data plane: signs S3 requests and carries them over pooled connections. Follows buckets into their regions, and
 * remembers where they are. Everything it throws is a {@link ConnectorError}.
 */
export class WireClient {
  readonly options: WireOptions;
  readonly skew: ClockSkew;
  /** Regions of buckets that are not in the connection's. */
  readonly #regions = new Map<string, string>();

  constructor(options: WireOptions) {
    this.options = options;
    this.skew = new ClockSkew(options.clock);
  }

  /** One try. Gives the answer when its status is below 300, its body still to be read. */
  async send(call: Call, signal: AbortSignal): Promise<Answer> {
    const credentials = await this.options.credentials();
    const repeatable = call.body === undefined || call.body instanceof Uint8Array || call.body.repeatable;
    let stale = 0;
    let corrected = false;
    for (let redirects = 0; ; ) {
      const { region, address } = this.#whereIs(call);
      const subject: Subject = {
        operation: call.operation,
        bucket: call.bucket,
        key: call.key,
        accessKeyId: shortKeyId(credentials.accessKeyId),
        host: address.origin.host,
        region,
        proxy: this.options.pools.proxyTo(address.origin),
      };
      const { signer, userAgent } = this.options;
      const at = this.skew.now();
      const request = buildRequest(call, { address, region, credentials, signer, at, userAgent });
      const outcome = await this.#exchange(request, subject, call.answerMs ?? 0, signal);
      if ('answer' in outcome) return outcome.answer;
      if ('stale' in outcome) {
        stale += 1;
        if (stale > MOST_STALE) throw outcome.stale;
        continue;
      }
      if (!corrected && repeatable && this.skew.correct(outcome.refusal, at)) {
        corrected = true;
        continue;
      }
      const told = regionToldBy(outcome.refusal.status, outcome.refusal.headers, outcome.refusal.body);
      if (told === undefined || told === region || redirects >= MOST_REDIRECTS || !repeatable) throw outcome.error;
      this.#regions.set(call.bucket, told);
      redirects += 1;
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
      proxy: this.options.pools.proxyTo(address.origin),
    };
  }

  #whereIs(call: Pick<Call, 'bucket' | 'key'>): { region: string; address: Address } {
    const region = this.#regions.get(call.bucket) ?? this.options.region;
    return { region, address: addressOf(this.options.place, region, call.bucket, call.key) };
  }

  async #exchange(
    request: WireRequest,
    subject: Subject,
    answerMs: number,
    signal: AbortSignal,
  ): Promise<{ answer: Answer } | { stale: ConnectorError } | { error: S3Error; refusal: Refusal }> {
    try {
      const { pools, timing } = this.options;
      const patient = answerMs > timing.answerMs ? { ...timing, answerMs } : timing;
      const answer = await exchange(request, pools, patient, signal);
      if (answer.status < 300) return { answer };
      const body = await answer.text();
      const { status, headers, forwarding } = answer;
      const refusal = forwarding && refusalAmong(forwarding, status, headers, body);
      if (refusal) throw refusal;
      const error = answerError(errorAnswer(answer.status, body), subject);
      return { error, refusal: { status: answer.status, headers: answer.headers, body } };
    } catch (error) {
      if (error instanceof WireFailure && error.stale) return { stale: networkError(error, subject) };
      throw networkError(error, subject);
    }
  }
}
