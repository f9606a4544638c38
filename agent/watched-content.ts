import type { Id } from '../shared/project/id.ts';
import type { ByteRange, Content, Sink } from '../shared/runs/payload.ts';
import type { FailedAt } from './step-failure.ts';

/** A content, with the errors of its reading noted as those of the step that gave it. */
export class WatchedContent implements Content {
  readonly rereadable: boolean;
  readonly contentType?: NonNullable<Content['contentType']>;
  readonly checksum?: NonNullable<Content['checksum']>;
  readonly origin?: NonNullable<Content['origin']>;
  private readonly content: Content;
  private readonly stepId: Id;
  private readonly failedAt: FailedAt;

  constructor(content: Content, stepId: Id, failedAt: FailedAt) {
    this.content = content;
    this.stepId = stepId;
    this.failedAt = failedAt;
    this.rereadable = content.rereadable;
    if (content.contentType) this.contentType = content.contentType;
    if (content.checksum) this.checksum = content.checksum;
    if (content.origin) this.origin = content.origin;
  }

  /** A list that is being read knows it only at its end. */
  get size(): number | undefined {
    return this.content.size;
  }

  async read(sink: Sink, range: ByteRange, signal: AbortSignal): Promise<void> {
    // The sink's own errors come back through the reading, but are the reader's.
    const sunk: unknown[] = [];
    const note = (error: unknown): never => {
      sunk.push(error);
      throw error;
    };
    try {
      await this.content.read((chunk) => passed(sink, chunk, note), range, signal);
    } catch (error) {
      if (!sunk.includes(error)) this.failedAt.note(error, this.stepId);
      throw error;
    }
  }
}

function passed(sink: Sink, chunk: Uint8Array, note: (error: unknown) => never): void | Promise<void> {
  try {
    const taken = sink(chunk);
    return taken instanceof Promise ? taken.catch(note) : taken;
  } catch (error) {
    return note(error);
  }
}
