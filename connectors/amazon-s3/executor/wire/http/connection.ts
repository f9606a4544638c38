import type { Socket } from 'node:net';
import type { Origin } from '../address.ts';
import { WireFailure, wireFailure } from '../wire-failure.ts';
import { AnswerParser } from './answer-parser.ts';
import type { Head } from './head.ts';
import { Intake } from './intake.ts';
import type { Connect, Forwarding, Opened } from './opened.ts';
import { SMALL } from './small-memory.ts';

/** One exchange on a connection: told of what becomes of it. */
export interface Exchanging {
  readonly method: string;
  /** The request can be written. */
  ready(): void;
  head(head: Head): void;
  /** Part of the body. Memory that is kept stays as it is while {@link holds} says so; other is over once this returns. */
  body(chunk: Uint8Array, kept: boolean): void;
  /** The answer is whole. @param keepAlive whether the storage would take another request */
  end(keepAlive: boolean): void;
  /** The connection is gone before that. */
  lost(failure: WireFailure): void;
  /** Whether another chunk would be taken now. */
  readonly flowing: boolean;
  /** Whether memory of chunks is still used. */
  readonly holds: boolean;
}

/** For heads and small bodies of all connections: nothing in it outlives the call that tells of it. */
const common = Buffer.allocUnsafeSlow(SMALL);
/** For joining a head and a small body, which is cheaper than writing both. Replaced while the system has not taken it. */
let joint = Buffer.allocUnsafeSlow(SMALL);

/** A connection to a storage, for one exchange after another. */
export class Connection {
  readonly origin: Origin;
  /** Whether it has carried an exchange before. */
  used = false;
  /** When it became idle, by the monotonic clock. */
  idleSince = 0;
  #opened: Opened;
  #socket: Socket;
  readonly #gone: () => void;
  #open = false;
  #peer: Exchanging | undefined;
  #parser: AnswerParser | undefined;
  #intake: Intake | undefined;
  /** What the socket reads to, as far as the intake is concerned. */
  #reading: Intake | undefined;
  #keepAlive = false;
  #ended = false;
  #small = true;
  #kept = false;
  /** `isCut`: it ended by an error, and not because the other side had said all. */
  #over: { error: Error | undefined; readonly isCut: boolean } | undefined;
  #isRefusal = false;
  #drained: (() => void) | undefined;

  /** @param gone called once the connection is of no use any more */
  constructor(origin: Origin, connect: Connect, gone: () => void) {
    this.origin = origin;
    this.#gone = gone;
    const read = {
      buffer: () => this.#next(),
      callback: (bytes: number, buffer: Uint8Array) =>
        this.#arrived(Buffer.from(buffer.buffer, buffer.byteOffset, bytes)),
    };
    this.#opened = connect(origin, read, (next) => this.#replace(next));
    this.#socket = this.#opened.socket;
    this.#listen(this.#opened);
  }

  /** Another way has taken the place of the one before: that one's events mean nothing any more. */
  #replace(next: Opened): void {
    const isSame = next.socket === this.#socket;
    this.#opened = next;
    this.#socket = next.socket;
    if (this.#over) next.socket.destroy();
    if (!isSame) this.#listen(next);
    if (next.ready === 'now') this.#ready();
  }

  #ready(): void {
    this.#open = true;
    this.#peer?.ready();
  }

  #listen({ socket, reads, ready }: Opened): void {
    let error: Error | undefined;
    if (ready) socket.once(ready, () => this.#ready());
    socket.on('drain', () => this.#written());
    socket.on('error', (one) => {
      error ??= one;
    });
    socket.on('end', () => this.#socket === socket && this.#closed(undefined));
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#closed(error);
      // The answer may have come, and the end of the connection with it, before a write told that it was done: that never comes now.
      this.#written();
    });
    if (reads === 'data') socket.on('data', (chunk: Buffer) => this.#arrived(chunk) || socket.pause());
  }

  /** The proxy that makes the requests on it, if one does. */
  get forwarding(): Forwarding | undefined {
    return this.#opened.forwarding;
  }

  /** What a failure means, which may be that of a proxy. */
  explain(failure: WireFailure): WireFailure {
    return (this.#open ? undefined : this.#opened.explain?.(failure)) ?? failure;
  }

  /** Begins an exchange. The one before it has ended. */
  begin(peer: Exchanging): void {
    this.#peer = peer;
    this.#parser = new AnswerParser(peer.method, this);
    this.#small = true;
    this.#ended = false;
    if (this.#over) this.#settle();
    else if (this.#open) peer.ready();
  }

  /** Whether it can take an exchange. */
  get sound(): boolean {
    return this.#over === undefined;
  }

  /** Keeps it from ending the process, or not. */
  idle(yes: boolean): void {
    if (yes) this.#socket.unref();
    else this.#socket.ref();
  }

  /**
   * Writes bytes, after some characters of framing, in one go. Gives whether all is with the system already, so that the memory is
   * free; else it is free when {@link drained} calls back.
   */
  write(bytes: Uint8Array, before = ''): boolean {
    const socket = this.#socket;
    if (before === '') socket.write(bytes);
    else if (bytes.length === 0) socket.write(before, 'latin1');
    else if (before.length + bytes.length <= joint.length) {
      joint.write(before, 0, 'latin1');
      joint.set(bytes, before.length);
      socket.write(joint.subarray(0, before.length + bytes.length));
      if (socket.writableLength > 0) joint = Buffer.allocUnsafeSlow(SMALL);
    } else {
      socket.cork();
      socket.write(before, 'latin1');
      socket.write(bytes);
      socket.uncork();
    }
    return socket.writableLength === 0;
  }

  /** Calls back once everything written is with the system, or never will be. */
  drained(callback: () => void): void {
    this.#drained = callback;
  }

  #written(): void {
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
  }

  /** The taker of the body is ready for more. */
  resume(): void {
    if (this.#intake) this.#intake.flush();
    if (this.#over) this.#settle();
    else if (!this.#intake || this.#intake.wants) this.#socket.resume();
  }

  /** Ends it at once. Only with a failure is whoever has an exchange on it told. */
  destroy(failure?: WireFailure): void {
    const peer = this.#peer;
    this.#peer = undefined;
    this.#over ??= { error: undefined, isCut: false };
    this.#intake?.drop();
    this.#intake = undefined;
    this.#socket.destroy();
    if (failure) peer?.lost(failure);
  }

  // What the parser tells.

  head(head: Head): void {
    // A proxy may close without having said so: tinyproxy does. Then only its word counts.
    this.#keepAlive = head.keepAlive && (!this.forwarding || saysKeepAlive(head));
    // A small body is kept until it is asked for, so that the connection is free for others.
    this.#small = head.length >= 0 && head.length <= SMALL;
    this.#isRefusal = head.status >= 300;
    this.#peer?.head(head);
    const peer = this.#peer;
    const parser = this.#parser;
    if (this.#small || this.#opened.reads === 'data' || !peer || !parser) return;
    this.#intake = new Intake(
      {
        get flowing() {
          return peer.flowing;
        },
        get holds() {
          return peer.holds;
        },
        get left() {
          return parser.left;
        },
        deliver: (bytes) => this.#deliver(bytes, true),
      },
      this.origin.secure,
    );
  }

  body(chunk: Uint8Array): void {
    this.#peer?.body(chunk, this.#kept);
  }

  /** The exchange is told once it is known whether more came than belongs to the answer. */
  end(): void {
    this.#ended = true;
  }

  #next(): Uint8Array {
    if (this.#reading !== this.#intake) {
      this.#reading?.leave();
      this.#reading = this.#intake;
    }
    return this.#intake?.next() ?? common;
  }

  /** Gives whether to read on. */
  #arrived(bytes: Buffer): boolean {
    if (!this.#peer) {
      // Nothing was asked for.
      this.destroy();
      return false;
    }
    const goesOn = this.#intake?.arrived(bytes);
    if (goesOn === undefined) this.#deliver(bytes, this.#opened.reads === 'data');
    else if (this.#intake) return goesOn;
    return this.#small || this.#peer?.flowing === true;
  }

  #deliver(bytes: Buffer, kept: boolean): void {
    const parser = this.#parser;
    if (!parser) return;
    this.#kept = kept;
    try {
      const taken = parser.push(bytes);
      if (this.#ended) this.#whole(taken === bytes.length);
    } catch (error) {
      this.destroy(wireFailure(error));
    }
  }

  #whole(exact: boolean): void {
    const peer = this.#peer;
    this.#peer = undefined;
    this.#parser = undefined;
    this.#intake = undefined;
    this.#small = true;
    this.used = true;
    peer?.end(this.#keepAlive && exact && !this.#over);
  }

  #closed(error: Error | undefined): void {
    this.#over ??= { error, isCut: error !== undefined };
    this.#over.error ??= error;
    this.#gone();
    this.#settle();
  }

  /** What has been read is delivered before the end of the connection is. */
  #settle(): void {
    this.#intake?.flush();
    if (this.#intake && !this.#intake.empty) return;
    if (!this.#peer) {
      this.#socket.destroy();
      return;
    }
    // Where the end of the connection ends a body, a reset is none; of a refusal, what has come will do.
    const isCut = this.#over?.isCut === true && !this.#isRefusal;
    if (!isCut && this.#parser?.close()) {
      this.#whole(true);
      return;
    }
    const { method } = this.#peer;
    const stale = this.used && !this.#parser?.begun && (method === 'GET' || method === 'HEAD');
    const error = this.#over?.error;
    const failure = error ? wireFailure(error, stale) : new WireFailure('ECONNRESET', undefined, stale);
    this.destroy(this.explain(failure));
  }
}

function saysKeepAlive({ headers }: Head): boolean {
  return /\bkeep-alive\b/i.test(headers.connection ?? headers['proxy-connection'] ?? '');
}
