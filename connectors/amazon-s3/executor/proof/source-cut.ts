import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { Endpoint } from '../endpoints.ts';
import { parseContentRange } from '../get/content-range.ts';
import type { Call } from '../wire/call.ts';
import { type Cut, evenCut, likelyCut } from './cut.ts';

/** How many parts are asked for at a time. */
const AT_A_TIME = 8;

/** An object that was written in parts, as its GET names it. */
interface PartedObject {
  readonly endpoint: Endpoint;
  /** The GET, without range and condition. */
  readonly call: Call;
  /** As in the header. */
  readonly eTag: string;
  /** In bytes. */
  readonly size: number;
  readonly count: number;
}

/** Finds out how an object was cut when it was written. Asks the storage only for what is wanted, and once. */
export class SourceCut {
  readonly #object: PartedObject;
  #found: Promise<Cut | undefined> | undefined;
  /** The storage tells the sizes of parts. */
  #isTold = false;
  #all: Promise<Cut | undefined> | undefined;

  constructor(object: PartedObject) {
    this.#object = object;
  }

  /**
   * The cut as the first part and the number of parts suggest it, or, where the storage does not tell of parts, the likeliest one;
   * whether it is right, the ETag must tell. Undefined when there is none that would fit. @throws {ConnectorError} of the network
   */
  likely(signal: AbortSignal): Promise<Cut | undefined> {
    this.#found ??= this.#look(signal).catch((error: unknown) => {
      this.#found = undefined;
      throw error;
    });
    return this.#found;
  }

  /** The cut as the storage tells of every single part; undefined when it does not. @throws {ConnectorError} of the network */
  async certain(signal: AbortSignal): Promise<Cut | undefined> {
    const likely = await this.likely(signal);
    if (this.#object.count === 1) return (await this.#everyPart(signal)) && likely;
    return this.#isTold ? this.#everyPart(signal) : undefined;
  }

  async #look(signal: AbortSignal): Promise<Cut | undefined> {
    const { size, count } = this.#object;
    if (count === 1) return [size];
    const first = await this.#lengthOf(1, signal);
    this.#isTold = first !== undefined;
    if (first === undefined) return likelyCut(size, count);
    return evenCut(size, first, count) ?? (await this.#everyPart(signal));
  }

  #everyPart(signal: AbortSignal): Promise<Cut | undefined> {
    this.#all ??= this.#lookAtAll(signal).catch((error: unknown) => {
      this.#all = undefined;
      throw error;
    });
    return this.#all;
  }

  async #lookAtAll(signal: AbortSignal): Promise<Cut | undefined> {
    const { size, count } = this.#object;
    const lengths: number[] = [];
    const numbers = Array.from({ length: count }, (_, index) => index + 1).values();
    let isWhole = true;
    const look = async () => {
      for (const number of numbers) {
        const length = isWhole ? await this.#lengthOf(number, signal) : undefined;
        if (length === undefined) isWhole = false;
        else lengths[number - 1] = length;
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_A_TIME, count) }, look));
    return isWhole && lengths.reduce((sum, length) => sum + length, 0) === size ? lengths : undefined;
  }

  /**
   * How long a part is; undefined when the storage does not tell, as one that does not know of parts, and gives the whole object.
   * Source: Amazon S3 API reference, HeadObject, `partNumber`.
   */
  async #lengthOf(number: number, signal: AbortSignal): Promise<number | undefined> {
    const { endpoint, call, eTag, size, count } = this.#object;
    const { bucket, key } = call;
    const query = { ...call.query, partNumber: String(number) };
    const head: Call = {
      operation: 'HeadObject',
      method: 'HEAD',
      bucket,
      ...(key === undefined ? {} : { key }),
      query,
    };
    try {
      const answer = await endpoint.wire.sendPatiently(head, signal);
      await answer.text().catch(() => '');
      const { headers } = answer;
      const told = headers['x-amz-mp-parts-count'];
      const range = parseContentRange(headers['content-range']);
      if (headers.etag !== eTag || (told !== undefined && Number(told) !== count)) return undefined;
      // Some storages give objects that were written whole an ETag that looks like that of one part, and is random.
      if (told === undefined && count === 1) return undefined;
      if (range) return range.total === size ? range.last - range.first + 1 : undefined;
      return answer.length === undefined || (count > 1 && answer.length >= size) ? undefined : answer.length;
    } catch (error) {
      if (error instanceof ConnectorError && error.nature === 'final') return undefined;
      throw error;
    }
  }
}
