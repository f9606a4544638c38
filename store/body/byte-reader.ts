import { s3Error } from '../http/s3-error.ts';

/** Reads lines and counted bytes from pieces that come in any size. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #pending: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #pull(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#pending = this.#pending.length === 0 ? next.value : Buffer.concat([this.#pending, next.value]);
    return true;
  }

  /** One line without its CRLF, as Latin-1. @throws S3Error `IncompleteBody` at the end, `InvalidRequest` past the limit */
  async line(limit: number): Promise<string> {
    for (;;) {
      const end = this.#pending.indexOf('\r\n', 0, 'latin1');
      if (end >= 0 && end <= limit) {
        const line = this.#pending.toString('latin1', 0, end);
        this.#pending = this.#pending.subarray(end + 2);
        return line;
      }
      if (this.#pending.length > limit) throw s3Error('InvalidRequest', 'A line of the chunked body is too long');
      if (!(await this.#pull())) throw s3Error('IncompleteBody');
    }
  }

  /** The next bytes, at least one and at most `most`. @throws S3Error `IncompleteBody` at the end */
  async some(most: number): Promise<Buffer> {
    while (this.#pending.length === 0) {
      if (!(await this.#pull())) throw s3Error('IncompleteBody');
    }
    const piece = this.#pending.subarray(0, most);
    this.#pending = this.#pending.subarray(piece.length);
    return piece;
  }

  /** Reads no further: the source may be read by others, or thrown away. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  /** Whether everything has been read. */
  async atEnd(): Promise<boolean> {
    while (this.#pending.length === 0) {
      if (!(await this.#pull())) return true;
    }
    return false;
  }
}
