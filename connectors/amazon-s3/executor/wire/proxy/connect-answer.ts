import { type Head, LARGEST_HEAD, parseHead, refused } from '../http/head.ts';

const HEAD_END = Buffer.from('\r\n\r\n');

/** Reads a proxy's answer to CONNECT, whichever way its bytes are cut. Interim answers (1xx) are passed over. */
export class ConnectAnswer {
  #bytes = Buffer.alloc(0);

  /**
   * Gives the head once it is whole. To a CONNECT that has succeeded there is no body, whatever the head says (RFC 9110, section
   * 9.3.6), and nothing comes through the tunnel before anything was sent. @throws {WireFailure} for what is no such answer
   */
  push(bytes: Buffer): Head | undefined {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (;;) {
      const end = this.#bytes.indexOf(HEAD_END);
      if ((end < 0 ? this.#bytes.length : end) > LARGEST_HEAD) throw refused('too large a head');
      if (!'HTTP/1.'.startsWith(this.#bytes.toString('latin1', 0, 7))) throw refused('no status line');
      if (end < 0) return undefined;
      const head = parseHead(this.#bytes.toString('latin1', 0, end), 'HEAD');
      const rest = this.#bytes.subarray(end + HEAD_END.length);
      if (head.status === 101) throw refused('another protocol');
      if (head.status >= 200) {
        if (head.status < 300 && rest.length > 0) throw refused('bytes that nobody asked for');
        return head;
      }
      this.#bytes = Buffer.from(rest);
    }
  }
}
