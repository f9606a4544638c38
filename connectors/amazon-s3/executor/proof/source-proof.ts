import type { Sink, StepContext } from '../../../../shared/runs/payload.ts';
import { startChecksum } from '../checksums/running-checksum.ts';
import type { Part } from '../plan/parts.ts';
import { combineCrc32 } from '../put/crc32-combine.ts';
import { type Cut, partSizeOf } from './cut.ts';
import { type Read, Reading } from './reading.ts';
import type { SourceCut } from './source-cut.ts';
import type { Vouched } from './vouched.ts';

/** How often a content is read again while one reading differs from the other. */
const MOST_ECHOES = 2;

/** Proves one reading of a whole content whose bytes are passed on meanwhile. */
export interface Verifier {
  update(chunk: Uint8Array): void;
  /** Whether it was all right. To be called once, at the end. @throws {ConnectorError} of the source, when it is read again */
  holds(): boolean | Promise<boolean>;
  /** The reading is over, whatever has become of it. */
  close?(): void;
}

/** What a proof is about. */
interface Proven {
  readonly vouched: Vouched;
  /** Only of an object that was written in parts. */
  readonly cut: Pick<SourceCut, 'likely' | 'certain'> | undefined;
  readonly log: StepContext['log'];
  /** The object, in words. */
  readonly name: () => string;
}

/** Reads the whole content, without proving anything. */
type Reader = (sink: Sink, signal: AbortSignal) => Promise<void>;

/**
 * What proves that the bytes of a source that come over plain HTTP are those that it holds: what its storage vouches for, else that
 * two readings have given the same. What one reading has taught counts for all others of the same content.
 */
export class SourceProof {
  readonly vouched: Vouched;
  readonly #about: Proven;
  #read: Reader = () => Promise.reject(new Error('nothing to read'));
  /** The cut that is gone by, once it is known that the likely one is not right. */
  #cut: Cut | undefined;
  /** The CRC32 of what the source holds, once it is known. */
  #truth: string | undefined;
  /** The CRC32s of readings that nothing has proven. */
  readonly #seen = new Set<string>();
  #isMatched = false;

  constructor(about: Proven) {
    this.#about = about;
    this.vouched = about.vouched;
  }

  /** Says how the content is read. */
  readBy(read: Reader): void {
    this.#read = read;
  }

  /** The object, in words. */
  get name(): string {
    return this.#about.name();
  }

  /** Whether what the storage vouches for has proven a reading. */
  get isMatched(): boolean {
    return this.#isMatched;
  }

  /** The size of the parts that the object was written in, where a copy can be written in the same. @throws {ConnectorError} of the network */
  async partSize(signal: AbortSignal): Promise<number | undefined> {
    const cut = this.vouched.kind === 'composite' ? await this.#cutNow(signal) : undefined;
    return cut && partSizeOf(cut);
  }

  /** Begins to prove a reading. Where nothing is vouched for, another one is made beside it. @throws {ConnectorError} of the network */
  async verifier(signal: AbortSignal): Promise<Verifier> {
    const reading = new Reading(this.vouched, await this.#cutNow(signal));
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const isAlone = this.vouched.kind === 'nothing' && this.#truth === undefined && this.#seen.size === 0;
    const echo = isAlone ? this.#readAgain(both) : undefined;
    echo?.catch(() => undefined);
    return {
      update: (chunk) => reading.update(chunk),
      holds: async () => {
        const read = reading.end();
        if (echo) await this.#judge(await echo, signal);
        let isTrue = await this.#judge(read, signal);
        for (let echoes = 0; isTrue === undefined && echoes < MOST_ECHOES; echoes += 1) {
          await this.#judge(await this.#readAgain(both), signal);
          if (this.#truth !== undefined) isTrue = this.#truth === read.crc32;
        }
        return isTrue === true;
      },
      close: () => stop.abort(),
    };
  }

  /** Counts what was sent in parts as a reading of the content. */
  noteSent(pieces: Parameters<typeof combineCrc32>[0]): void {
    if (this.#truth === undefined) this.#seen.add(combineCrc32(pieces));
  }

  /** Reads the content once more, and gives the CRC32 of each part of it, base64; undefined when that reading is not proven. @throws {ConnectorError} */
  async partsOfTruth(parts: readonly Part[], signal: AbortSignal): Promise<string[] | undefined> {
    const crcs: string[] = [];
    const read = await this.#readAgain(signal, crcsOf(parts, crcs));
    return (await this.#judge(read, signal)) ? crcs : undefined;
  }

  async #readAgain(signal: AbortSignal, also: (chunk: Uint8Array) => void = () => undefined): Promise<Read> {
    const { log } = this.#about;
    log('info', 'source-read-again', () => `${this.#why} It is read once more, to compare.`);
    const reading = new Reading(this.vouched, await this.#cutNow(signal));
    const sink = (chunk: Uint8Array) => {
      reading.update(chunk);
      also(chunk);
    };
    await this.#read(sink, signal);
    return reading.end();
  }

  get #why(): string {
    return this.vouched.kind === 'nothing'
      ? `${capital(this.name)} comes over plain HTTP, and its storage vouches for no checksum of it.`
      : `${capital(this.name)} comes over plain HTTP, and what has arrived is not proven by what its storage vouches for.`;
  }

  /** Whether what was read is what the source holds; undefined when a further reading may tell. */
  async #judge({ crc32, matches }: Read, signal: AbortSignal): Promise<boolean | undefined> {
    if (this.#truth !== undefined) return this.#truth === crc32;
    if (matches) {
      this.#isMatched = true;
      this.#truth = crc32;
      return true;
    }
    if (this.vouched.kind === 'composite') {
      const used = await this.#cutNow(signal);
      const certain = await this.#about.cut?.certain(signal);
      if (certain) {
        if (isSame(used, certain)) return false;
        this.#cut = certain;
        return undefined;
      }
    } else if (this.vouched.kind !== 'nothing') return false;
    if (!this.#seen.has(crc32)) {
      this.#seen.add(crc32);
      return undefined;
    }
    this.#truth = crc32;
    if (this.vouched.kind === 'composite')
      this.#about.log('warning', 'source-unproven', `${capital(this.name)} ${UNPROVEN}`);
    return true;
  }

  async #cutNow(signal: AbortSignal): Promise<Cut | undefined> {
    this.#cut ??= await this.#about.cut?.likely(signal);
    return this.#cut;
  }
}

const UNPROVEN =
  'has an ETag that its bytes do not lead to; it may be one of parts of sizes that the storage does not tell. The bytes were read twice over plain HTTP, and were the same both times.';

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const isSame = (one: Cut | undefined, other: Cut) =>
  one?.length === other.length && one.every((length, index) => length === other[index]);

/** Computes the CRC32 of each part as the bytes come in their order. */
function crcsOf(parts: readonly Part[], crcs: string[]): (chunk: Uint8Array) => void {
  let crc = startChecksum('CRC32');
  let left = parts[0]?.length ?? 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + left);
      crc.update(piece);
      at += piece.length;
      left -= piece.length;
      if (left > 0) continue;
      crcs.push(crc.base64());
      crc = startChecksum('CRC32');
      left = parts[crcs.length]?.length ?? Number.POSITIVE_INFINITY;
    }
  };
}
