import type { ByteRange, Content, Sink } from '../../shared/runs/payload.ts';

const FIRST_ROOM = 64 * 1024;

/** Keeps the first bytes of a content as it is read, however often and in whatever parts. */
export class ContentTap {
  private readonly most: number;
  private kept = Buffer.alloc(0);
  private filled = 0;
  private readTo = 0;
  private readonly content: Content;

  constructor(content: Content, most: number) {
    this.content = content;
    this.most = most;
  }

  /** The content, to be read instead. */
  tapped(): Content {
    const { content } = this;
    return {
      get size() {
        return content.size;
      },
      rereadable: content.rereadable,
      ...(content.origin ? { origin: content.origin } : {}),
      ...(content.checksum ? { checksum: content.checksum } : {}),
      ...(content.contentType ? { contentType: content.contentType } : {}),
      read: (sink, range, signal) => content.read(this.listening(sink, range), range, signal),
    };
  }

  /** What has been kept so far. */
  get bytes(): Buffer {
    return this.kept.subarray(0, this.filled);
  }

  get contentType(): string | undefined {
    return this.content.contentType;
  }

  /** The size of the content; when that is not known, how far it was read. */
  get size(): number {
    return this.content.size ?? this.readTo;
  }

  private listening(sink: Sink, { offset }: ByteRange): Sink {
    let at = offset;
    return (chunk) => {
      this.keep(chunk, at);
      at += chunk.length;
      return sink(chunk);
    };
  }

  private keep(chunk: Uint8Array, at: number): void {
    const end = at + chunk.length;
    this.readTo = Math.max(this.readTo, end);
    // Later parts are read beside the first one; only what continues it is kept.
    if (at > this.filled || end <= this.filled || this.filled >= this.most) return;
    const wanted = Math.min(end, this.most);
    this.makeRoom(wanted);
    this.kept.set(chunk.subarray(this.filled - at, wanted - at), this.filled);
    this.filled = wanted;
  }

  private makeRoom(length: number): void {
    if (length <= this.kept.length) return;
    const room = Math.min(this.most, Math.max(length, this.kept.length * 2, FIRST_ROOM));
    const larger = Buffer.alloc(room);
    larger.set(this.bytes);
    this.kept = larger;
  }
}
