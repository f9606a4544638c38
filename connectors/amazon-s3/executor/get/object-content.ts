import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { ByteRange, Content, ContentOrigin, Sink, StepContext } from '../../../../shared/runs/payload.ts';
import { startChecksum, startMd5 } from '../checksums/running-checksum.ts';
import type { Endpoint } from '../endpoints.ts';
import { networkError } from '../errors.ts';
import type { SourceProof, Verifier } from '../proof/source-proof.ts';
import { withRetries } from '../retry.ts';
import { logRetries } from '../retry-log.ts';
import { inWords } from '../subject.ts';
import type { Answer } from '../wire/answer.ts';
import type { Call } from '../wire/call.ts';
import { CANCELED, TRUNCATED, WireFailure } from '../wire/wire-failure.ts';
import { parseContentRange } from './content-range.ts';
import { rangeIgnored, sourceChanged, sourceDamaged } from './source-errors.ts';

/** An object whose GET has been answered, or that has been looked at and is read only when somebody wants it. */
export interface OpenObject {
  readonly endpoint: Endpoint;
  readonly context: StepContext;
  /** The GET without range and condition. */
  readonly call: Call;
  /** Undefined when the object is not open yet. */
  readonly answer: Answer | undefined;
  /** As in the header, with its quotation marks; undefined when the storage sends none. */
  readonly eTag: string | undefined;
  /** Where the content starts in the object: not 0 with a byte range on the screen. */
  readonly base: number;
  readonly size: number | undefined;
  readonly checksum: Content['checksum'] | undefined;
  /** In hex; where there is no checksum, and the target has no means to find out what was damaged on the way. */
  readonly md5?: string | undefined;
  /** Where it comes over plain HTTP. */
  readonly proof?: SourceProof | undefined;
  readonly contentType: string | undefined;
  readonly origin?: ContentOrigin;
}

/**
 * An object's bytes. The first read from the start uses the GET that is open already; every other one asks for its range,
 * on condition that the object is still the same. A lost connection is taken up where it broke, as often as the connection's
 * Maximum attempts allow, so that readers need not do it.
 */
export class ObjectContent implements Content {
  readonly size: number | undefined;
  readonly rereadable = true;
  readonly contentType?: string;
  readonly checksum?: NonNullable<Content['checksum']>;
  readonly origin?: ContentOrigin;
  readonly #object: OpenObject;
  #first: Answer | undefined;
  #counted = 0;

  constructor(object: OpenObject) {
    this.#object = object;
    this.#first = object.answer;
    this.size = object.size;
    if (object.contentType !== undefined) this.contentType = object.contentType;
    if (object.checksum !== undefined) this.checksum = object.checksum;
    if (object.origin !== undefined) this.origin = object.origin;
    object.proof?.readBy((sink, signal) => this.#read(sink, { at: 0, end: this.size, isAgain: true }, signal));
  }

  async read(sink: Sink, range: ByteRange, signal: AbortSignal): Promise<void> {
    const end = range.length === undefined ? this.size : range.offset + range.length;
    if (this.size !== undefined && end !== undefined && (range.offset > end || end > this.size))
      throw new RangeError(`bytes ${range.offset} to ${end} of ${this.size}`);
    const whole = range.offset === 0 && end === this.size && end !== 0;
    const begun = whole ? this.#verifier(signal) : undefined;
    const verifier = begun instanceof Promise ? await begun : begun;
    try {
      await this.#read(sink, { at: range.offset, end, verifier }, signal);
    } finally {
      verifier?.close?.();
    }
    if (this.size === undefined || this.size === 0) this.#object.context.finished(1);
  }

  async #read(sink: Sink, asked: Omit<Reading, 'over'>, signal: AbortSignal): Promise<void> {
    const reading: Reading = { ...asked, over: false };
    const { end } = reading;
    const { retries } = this.#object.endpoint.wire.options;
    const policy = end === undefined ? { ...retries, attempts: 1 } : retries;
    const outcome = await withRetries(
      policy,
      signal,
      (progressed) => this.#readOn(reading, sink, signal, progressed),
      logRetries(this.#object.context, policy.attempts),
    );
    if (outcome) throw outcome.error;
  }

  /** What proves a reading of the whole content; undefined when nothing does. */
  #verifier(signal: AbortSignal): Verifier | Promise<Verifier> | undefined {
    const { md5, proof } = this.#object;
    if (this.checksum) {
      const running = startChecksum(this.checksum.algorithm);
      const { value } = this.checksum;
      return { update: (chunk) => running.update(chunk), holds: () => running.base64() === value };
    }
    if (proof && ['composite', 'nothing'].includes(proof.vouched.kind)) return proof.verifier(signal);
    if (md5 === undefined) return undefined;
    const running = startMd5();
    return { update: (chunk) => running.update(chunk), holds: () => running.hex() === md5 };
  }

  /** Reads from where the reading stands. An error that trying again cannot mend is returned, not thrown. */
  async #readOn(
    reading: Reading,
    sink: Sink,
    signal: AbortSignal,
    progressed: () => void,
  ): Promise<{ error: unknown } | undefined> {
    const answer = await this.#answerFor(reading, signal);
    const cancel = () => answer.fail(new WireFailure(CANCELED, signal.reason));
    if (signal.aborted) cancel();
    // A small body that is here already needs nobody to stop it.
    const stoppable = !answer.whole;
    if (stoppable) signal.addEventListener('abort', cancel, { once: true });
    try {
      await answer.read(
        (chunk) => {
          progressed();
          return this.#pass(chunk, reading, sink);
        },
        this.#limit(reading, answer),
      );
      if (reading.end !== undefined && reading.at < reading.end) throw new WireFailure(TRUNCATED);
      // Of an unknown length, it has its end only now.
      reading.over = reading.end === undefined;
      if (reading.over && reading.verifier && !(await reading.verifier.holds())) throw sourceDamaged(this.#name);
      return undefined;
    } catch (error) {
      if (reading.over) return { error };
      throw networkError(error, this.#object.endpoint.wire.subject(this.#object.call));
    } finally {
      if (stoppable) signal.removeEventListener('abort', cancel);
    }
  }

  /** A checksum is verified before the last bytes are passed on: a damaged object is never seen complete by the sink. */
  #pass(chunk: Uint8Array, reading: Reading, sink: Sink): void | Promise<void> {
    const failed = (error: unknown): never => {
      reading.over = true;
      throw error;
    };
    const give = (holds: boolean): void | Promise<void> => {
      if (!holds) failed(sourceDamaged(this.#name));
      if (!reading.isAgain) this.#count(chunk.length);
      try {
        return sink(chunk)?.catch(failed);
      } catch (error) {
        return failed(error);
      }
    };
    reading.verifier?.update(chunk);
    reading.at += chunk.length;
    if (reading.at !== reading.end || !reading.verifier) return give(true);
    const holds = reading.verifier.holds();
    return typeof holds === 'boolean' ? give(holds) : holds.catch(failed).then(give);
  }

  /** Bytes that are read again are not counted again, as far as the total tells. */
  #count(bytes: number): void {
    const fresh = Math.min(bytes, (this.size ?? Number.POSITIVE_INFINITY) - this.#counted);
    if (fresh <= 0) return;
    this.#counted += fresh;
    this.#object.context.moved(fresh);
    if (this.#counted === this.size) this.#object.context.finished(1);
  }

  /** Where to stop within an answer that carries more than was asked for. */
  #limit(reading: Reading, answer: Answer): number | undefined {
    if (reading.end === undefined) return undefined;
    const wanted = reading.end - reading.at;
    return answer.length === wanted ? undefined : wanted;
  }

  async #answerFor(reading: Reading, signal: AbortSignal): Promise<Answer> {
    const first = this.#first;
    if (reading.at > 0 || !first) return this.#reopen(reading, signal);
    this.#first = undefined;
    return first.sound ? first : this.#reopen(reading, signal);
  }

  async #reopen(reading: Reading, signal: AbortSignal): Promise<Answer> {
    const { endpoint, call, eTag, base } = this.#object;
    const headers: Record<string, string> = { ...call.headers };
    const first = base + reading.at;
    const ranged = first > 0 || reading.end !== this.size || call.headers?.range !== undefined;
    if (eTag !== undefined) headers['if-match'] = eTag;
    if (ranged) headers.range = `bytes=${first}-${reading.end === undefined ? '' : base + reading.end - 1}`;
    const answer = await endpoint.wire.send({ ...call, headers }, signal).catch((error: unknown) => {
      throw this.#changed(error) ?? error;
    });
    const changed = eTag !== undefined && answer.headers.etag !== undefined && answer.headers.etag !== eTag;
    const misplaced = ranged && parseContentRange(answer.headers['content-range'])?.first !== first;
    if (!changed && !misplaced) return answer;
    answer.discard();
    throw changed ? sourceChanged(this.#name) : rangeIgnored(this.#name);
  }

  #changed(error: unknown): ConnectorError | undefined {
    const gone = ['precondition-failed', 'key-missing', 'version-missing', 'range-invalid'];
    return error instanceof ConnectorError && gone.includes(error.code) ? sourceChanged(this.#name, error) : undefined;
  }

  get #name(): string {
    return inWords(this.#object.endpoint.wire.subject(this.#object.call));
  }
}

/** How far one call of `read` has come. */
interface Reading {
  at: number;
  readonly end: number | undefined;
  /** Verifies a reading of the whole content; undefined when there is nothing to verify. */
  readonly verifier?: Verifier | undefined;
  /** It only proves another reading, and does not count. */
  readonly isAgain?: boolean;
  /** An error has come up that reading on cannot mend: one of the sink, or damaged bytes. */
  over: boolean;
}
