import type { Client, Connection, Submittable } from 'pg';

/** What the driver's connection has beside what its types tell of: the messages of COPY FROM STDIN. */
interface CopyMessages {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}
type CopyConnection = Connection & CopyMessages;

/** So much is sent at once, at least, unless it is the last. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Sends what one COPY … TO STDOUT gives to a COPY … FROM STDIN of another server, as it is, and in flat memory: the source is read only as
 * fast as the target takes it.
 * @param onRows told how many rows have gone so far, often
 * @returns how many rows the target has written, by its own word
 */
export async function pipeCopy(
  from: { client: Client; text: string },
  to: { client: Client; text: string },
  onRows: (rows: number) => void,
): Promise<number> {
  const target = new CopyIn(to.text);
  to.client.query(target);
  await Promise.race([target.ready, target.done]);
  let rows = 0;
  const source = new CopyOut(from.text, (row, connection) => {
    rows += 1;
    if (rows % 1_000 === 0) onRows(rows);
    if (target.write(row)) return;
    connection.stream.pause();
    target.drained(() => connection.stream.resume());
  });
  // A target that fails takes no more: it must not keep the source waiting.
  target.done.catch(() => source.resume());
  from.client.query(source);
  try {
    await source.done;
  } catch (error) {
    target.fail('the source failed');
    await target.done.catch(() => undefined);
    throw error;
  }
  target.end();
  return target.done;
}

/** What both have in common: the driver calls these as the server's messages come. */
abstract class Copy implements Submittable {
  readonly done: Promise<number>;
  protected connection: Connection | null = null;
  protected settle = { resolve: (_rows: number) => {}, reject: (_error: Error) => {} };
  private readonly text: string;
  private rows = 0;

  constructor(text: string) {
    this.text = text;
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    this.done.catch(() => undefined);
  }

  submit(connection: Connection): void {
    this.connection = connection;
    connection.query(this.text);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? Number.NaN);
  }

  handleReadyForQuery(): void {
    this.settle.resolve(this.rows);
  }

  handleError(error: Error): void {
    this.settle.reject(error);
  }

  resume(): void {
    this.connection?.stream.resume();
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}

class CopyOut extends Copy {
  private readonly onRow: (row: Buffer, connection: Connection) => void;

  constructor(text: string, onRow: (row: Buffer, connection: Connection) => void) {
    super(text);
    this.onRow = onRow;
  }

  /** In the text format each message is one row (PostgreSQL's documentation, 54.2.7: "currently"). */
  handleCopyData({ chunk }: { chunk: Buffer }, connection: Connection): void {
    this.onRow(chunk, connection);
  }
}

class CopyIn extends Copy {
  readonly ready: Promise<void>;
  private makeReady = () => {};
  private target: CopyConnection | null = null;
  private gathered: Buffer[] = [];
  private size = 0;

  constructor(text: string) {
    super(text);
    this.ready = new Promise((resolve) => {
      this.makeReady = resolve;
    });
  }

  handleCopyInResponse(connection: Connection): void {
    if (takesCopies(connection)) this.target = connection;
    else this.handleError(new Error('the database driver has no COPY'));
    this.makeReady();
  }

  /** False: no more until it is drained. */
  write(row: Buffer): boolean {
    // A copy, for the driver reads the next message into the same memory.
    this.gathered.push(Buffer.from(row));
    this.size += row.length;
    if (this.size >= CHUNK_BYTES) this.flush();
    return this.target?.stream.writableNeedDrain !== true;
  }

  drained(then: () => void): void {
    this.target?.stream.once('drain', then);
  }

  end(): void {
    this.flush();
    this.target?.endCopyFrom();
  }

  fail(why: string): void {
    this.target?.sendCopyFail(why);
  }

  private flush(): void {
    if (this.size > 0) this.target?.sendCopyFromChunk(Buffer.concat(this.gathered));
    this.gathered = [];
    this.size = 0;
  }
}

function takesCopies(connection: Connection): connection is CopyConnection {
  return 'sendCopyFromChunk' in connection && 'endCopyFrom' in connection && 'sendCopyFail' in connection;
}
