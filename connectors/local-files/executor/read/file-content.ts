import type { FileHandle } from 'node:fs/promises';
import { ConnectorError } from '../../../../shared/runs/connector-error.ts';
import type { ByteRange, Content, Sink, StepContext } from '../../../../shared/runs/payload.ts';
import { fileError } from '../file-errors.ts';
import { type OpenFile, type Root, sentence } from '../folder/root.ts';

/** What is read at a time, in bytes; two of them, so that one is read while the other is taken. */
const CHUNK = 256 * 1024;

/**
 * A file's bytes, read as often as asked and in parts. The file must stay what it was when it was looked at; that is made sure of
 * before the last bytes of each reading are passed on, so that a mixture of two versions is never seen complete.
 */
export class FileContent implements Content {
  readonly size: number;
  readonly rereadable = true;
  readonly #root: Root;
  readonly #parts: readonly string[];
  readonly #context: StepContext;
  readonly #version: string;
  /** Open since the file was looked at, for the first reading. */
  #first: FileHandle | undefined;
  readonly #closeFirst: () => void;
  #counted = 0;
  #isFinished = false;

  constructor(root: Root, parts: readonly string[], { handle, stats }: OpenFile, context: StepContext) {
    this.size = Number(stats.size);
    this.#root = root;
    this.#parts = parts;
    this.#context = context;
    this.#version = versionOf(stats);
    this.#first = handle;
    this.#closeFirst = () =>
      void this.#takeFirst()
        ?.close()
        .catch(() => undefined);
    // Nobody says when a content is done with; the run does, by its signal.
    if (context.signal.aborted) this.#closeFirst();
    else context.signal.addEventListener('abort', this.#closeFirst, { once: true });
  }

  async read(sink: Sink, { offset, length }: ByteRange, signal: AbortSignal): Promise<void> {
    const end = length === undefined ? this.size : offset + length;
    if (offset > end || end > this.size) throw new RangeError(`bytes ${offset} to ${end} of ${this.size}`);
    signal.throwIfAborted();
    const handle = this.#takeFirst() ?? (await this.#reopen());
    try {
      await this.#readOn(handle, sink, { offset, end }, signal);
    } finally {
      await handle.close();
    }
    if (this.size === 0) this.#count(0);
  }

  #takeFirst(): FileHandle | undefined {
    const handle = this.#first;
    this.#first = undefined;
    this.#context.signal.removeEventListener('abort', this.#closeFirst);
    return handle;
  }

  async #reopen(): Promise<FileHandle> {
    const { handle, stats } = await this.#root.openFile(this.#parts);
    if (versionOf(stats) === this.#version) return handle;
    await handle.close();
    throw this.#changed();
  }

  async #readOn(
    handle: FileHandle,
    sink: Sink,
    { offset, end }: { offset: number; end: number },
    signal: AbortSignal,
  ): Promise<void> {
    const chunk = Math.min(CHUNK, end - offset);
    let free: Buffer | undefined;
    const readAt = (at: number) => {
      const buffer = free ?? Buffer.allocUnsafeSlow(chunk);
      free = undefined;
      const reading = handle.read(buffer, 0, Math.min(chunk, end - at), at);
      // It is waited for later, or not at all when the sink fails meanwhile.
      reading.catch(() => undefined);
      return reading;
    };
    if (offset === end) return this.#confirm(handle);
    let reading = readAt(offset);
    for (let at = offset; at < end; ) {
      const { bytesRead, buffer } = await reading.catch((error: unknown) => {
        throw this.#failed(error);
      });
      signal.throwIfAborted();
      if (bytesRead === 0) throw this.#changed();
      at += bytesRead;
      if (at < end) reading = readAt(at);
      else await this.#confirm(handle);
      this.#count(bytesRead);
      await sink(buffer.subarray(0, bytesRead));
      free = buffer;
    }
  }

  async #confirm(handle: FileHandle): Promise<void> {
    const stats = await handle.stat({ bigint: true }).catch((error: unknown) => {
      throw this.#failed(error);
    });
    if (versionOf(stats) !== this.#version) throw this.#changed();
  }

  /** Bytes that are read again are not counted again, as far as the total tells. */
  #count(bytes: number): void {
    const fresh = Math.min(bytes, this.size - this.#counted);
    this.#counted += fresh;
    if (fresh > 0) this.#context.moved(fresh);
    if (this.#counted < this.size || this.#isFinished) return;
    this.#isFinished = true;
    this.#context.finished(1);
  }

  #failed(error: unknown): unknown {
    return fileError(error, `${sentence(this.#root.fileText(this.#parts))} cannot be read`);
  }

  #changed(): ConnectorError {
    return new ConnectorError({
      code: 'source-changed',
      message: `While it was being read, ${this.#root.fileText(this.#parts)} was changed or replaced.`,
      todo: 'Run again when nobody writes to the file.',
    });
  }
}

/** Two looks at a file that give the same are looks at one version of it, as far as the file system tells. */
function versionOf({ dev, ino, size, mtimeNs }: OpenFile['stats']): string {
  return `${dev} ${ino} ${size} ${mtimeNs}`;
}
