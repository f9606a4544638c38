import { Socket, type SocketConstructorOpts } from 'node:net';
import type { Canned } from './answers.ts';
import { bytesAt } from './content.ts';
import { type Head, parseHead } from './request.ts';

/** What a connection asks and tells. `firstByte`: of the body of an upload. */
export interface Keeper {
  answer(head: Head, tail: string): Canned;
  asked(head: Head): void;
  firstByte(head: Head): void;
}

const READ_BYTES = 512 * 1024;
/** Holds a trailing checksum. */
const TAIL_BYTES = 160;

/**
 * Takes over a connection that the server has accepted, paused: with a read buffer that is used again and again, which a server
 * of Node's does not offer by itself, so that reading costs little more than the kernel's copying.
 */
export function serveConnection(accepted: Socket, keeper: Keeper): void {
  const handle: unknown = Reflect.get(accepted, '_handle');
  Reflect.set(accepted, '_handle', null);
  const take = (length: number, buffer: Uint8Array): boolean => {
    conversation.take(Buffer.from(buffer.buffer, buffer.byteOffset, length));
    return true;
  };
  const options: SocketConstructorOpts = {
    onread: { buffer: Buffer.allocUnsafe(READ_BYTES), callback: take },
    allowHalfOpen: false,
  };
  Reflect.set(options, 'handle', handle);
  const socket = new Socket(options);
  const conversation = new Conversation(socket, keeper);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
}

/** Requests on one connection, one after another. */
class Conversation {
  readonly #socket: Socket;
  readonly #keeper: Keeper;
  #text = '';
  #head: Head | undefined;
  #left = 0;
  #tail = '';

  constructor(socket: Socket, keeper: Keeper) {
    this.#socket = socket;
    this.#keeper = keeper;
  }

  take(bytes: Buffer): void {
    if (this.#head) this.#takeBody(this.#head, bytes);
    else this.#takeHead(bytes);
  }

  #takeHead(bytes: Buffer): void {
    const end = this.#text === '' ? bytes.indexOf('\r\n\r\n') : -1;
    // Most heads come whole, with nothing of the body or with its beginning.
    const text = end === -1 ? this.#text + bytes.toString('latin1') : bytes.toString('latin1', 0, end + 4);
    const stop = text.indexOf('\r\n\r\n');
    this.#text = stop === -1 ? text : '';
    if (stop === -1) return;
    const head = parseHead(text.slice(0, stop));
    const rest = end === -1 ? Buffer.from(text.slice(stop + 4), 'latin1') : bytes.subarray(end + 4);
    this.#keeper.asked(head);
    if (head.headers.get('expect')?.toLowerCase() === '100-continue')
      this.#socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    this.#left = head.length;
    this.#tail = '';
    if (this.#left === 0) this.#answer(head);
    else {
      this.#head = head;
      if (rest.length > 0) this.#takeBody(head, rest);
    }
  }

  #takeBody(head: Head, bytes: Buffer): void {
    if (this.#left === head.length) this.#keeper.firstByte(head);
    this.#left -= bytes.length;
    if (this.#left < TAIL_BYTES && head.headers.has('x-amz-trailer'))
      this.#tail = (this.#tail + bytes.toString('latin1', Math.max(0, bytes.length - TAIL_BYTES))).slice(-TAIL_BYTES);
    if (this.#left > 0) return;
    this.#head = undefined;
    this.#answer(head);
  }

  #answer(head: Head): void {
    const { status, headers = {}, text, content } = this.#keeper.answer(head, this.#tail);
    const length = content?.length ?? (text === undefined ? 0 : Buffer.byteLength(text));
    const lines = [`HTTP/1.1 ${status}`, 'x-amz-request-id: CANNED'];
    if (!('Content-Length' in headers) && !status.startsWith('204')) lines.push(`Content-Length: ${length}`);
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
    const start = `${lines.join('\r\n')}\r\n\r\n${text ?? ''}`;
    if (!content) this.#socket.write(start, 'latin1');
    else {
      this.#socket.cork();
      this.#socket.write(start, 'latin1');
      this.#send(content.offset, content.length);
      this.#socket.uncork();
    }
  }

  /** The next piece is handed over when the last one has gone. */
  #send(offset: number, left: number): void {
    if (left <= 0 || this.#socket.destroyed) return;
    const piece = bytesAt(offset, left);
    this.#socket.write(piece, (error) => {
      if (!error) this.#send(offset + piece.length, left - piece.length);
    });
  }
}
