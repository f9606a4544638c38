import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { frame, hmac, type PayloadForm, type Signer, sha256 } from './framing.ts';

export interface RawRequest {
  readonly method?: string;
  /** As it goes on the wire, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly form?: PayloadForm;
  /** The clock of the client. */
  readonly now?: Date;
  /** Said in place of the true hash of the body. */
  readonly claimedSha256?: string;
  /** Changes the bytes on the wire after they have been signed. */
  readonly tamper?: (wire: Buffer) => Buffer;
  /** Announce this length, and end the connection after what there is. */
  readonly announcedLength?: number;
  /** Leave the signature out. */
  readonly anonymous?: boolean;
}

export interface RawReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RawAddress {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const CONTENT: Record<PayloadForm, string> = {
  hash: '',
  none: '',
  unsigned: 'UNSIGNED-PAYLOAD',
  streaming: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'streaming-trailer': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'unsigned-trailer': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
};

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * A client that signs by itself, written from the documentation of Signature Version 4 and from nothing in the store:
 * for what the SDK can't or won't send.
 */
export class RawClient {
  readonly #address: RawAddress;

  constructor(address: RawAddress) {
    this.#address = address;
  }

  #signer(timestamp: string): Signer {
    const { region, secretAccessKey } = this.#address;
    const date = timestamp.slice(0, 8);
    const scope = `${date}/${region}/s3/aws4_request`;
    const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), 's3'), 'aws4_request');
    return { timestamp, scope, key };
  }

  #sign(
    signer: Signer,
    method: string,
    path: string,
    query: [string, string][],
    headers: [string, string][],
    hash: string,
  ): string {
    const pairs = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
    const sorted = headers.toSorted(([a], [b]) => (a < b ? -1 : 1));
    const lines = sorted.map(([name, value]) => `${name}:${value.trim()}\n`).join('');
    const canonical = [method, path, pairs.join('&'), lines, sorted.map(([name]) => name).join(';'), hash].join('\n');
    return hmac(signer.key, `AWS4-HMAC-SHA256\n${signer.timestamp}\n${signer.scope}\n${sha256(canonical)}`).toString(
      'hex',
    );
  }

  /** A presigned address. */
  presign(
    method: string,
    path: string,
    expiresSeconds: number,
    query: Record<string, string> = {},
    now = new Date(),
  ): string {
    const { endpoint, accessKeyId } = this.#address;
    const timestamp = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const signer = this.#signer(timestamp);
    const all: [string, string][] = [
      ...Object.entries(query),
      ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
      ['X-Amz-Credential', `${accessKeyId}/${signer.scope}`],
      ['X-Amz-Date', timestamp],
      ['X-Amz-Expires', String(expiresSeconds)],
      ['X-Amz-SignedHeaders', 'host'],
    ];
    const signature = this.#sign(signer, method, path, all, [['host', new URL(endpoint).host]], 'UNSIGNED-PAYLOAD');
    const text = [...all, ['X-Amz-Signature', signature]].map(
      ([name = '', value = '']) => `${encode(name)}=${encode(value)}`,
    );
    return `${endpoint}${path}?${text.join('&')}`;
  }

  send(request: RawRequest): Promise<RawReply> {
    const { method = 'GET', path, query = {}, body = Buffer.alloc(0), form = 'hash' } = request;
    const { endpoint, accessKeyId } = this.#address;
    const timestamp = (request.now ?? new Date()).toISOString().replace(/[-:]|\.\d{3}/g, '');
    const signer = this.#signer(timestamp);
    const chunked = form.endsWith('trailer') || form === 'streaming';
    const hash = CONTENT[form] === '' ? (request.claimedSha256 ?? sha256(body)) : CONTENT[form];
    const headers: Record<string, string> = { host: new URL(endpoint).host, 'x-amz-date': timestamp };
    if (form !== 'none') headers['x-amz-content-sha256'] = hash;
    if (chunked) {
      headers['content-encoding'] = 'aws-chunked';
      headers['x-amz-decoded-content-length'] = String(body.length);
      if (form !== 'streaming') headers['x-amz-trailer'] = 'x-amz-checksum-crc32';
    }
    for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
    const signature = this.#sign(signer, method, path, Object.entries(query), Object.entries(headers), hash);
    if (request.anonymous !== true) {
      const names = Object.keys(headers).sort().join(';');
      headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${signer.scope}, SignedHeaders=${names}, Signature=${signature}`;
    }
    const framed = chunked ? frame(body, form, signer, signature) : body;
    const wire = request.tamper?.(framed) ?? framed;
    if (method === 'PUT' || method === 'POST')
      headers['content-length'] = String(request.announcedLength ?? wire.length);
    const text = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
    return transmit(
      new URL(endpoint),
      method,
      text.length === 0 ? path : `${path}?${text.join('&')}`,
      headers,
      wire,
      request.announcedLength !== undefined,
    );
  }
}

function transmit(
  url: URL,
  method: string,
  target: string,
  headers: Record<string, string>,
  wire: Buffer,
  cut: boolean,
): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const options = { host: url.hostname, port: url.port, method, path: target, headers, agent: false };
    const outgoing = httpRequest(options, (incoming) => {
      const pieces: Buffer[] = [];
      incoming.on('data', (piece: Buffer) => pieces.push(piece));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(pieces).toString('utf8'),
        });
      });
    });
    outgoing.on('error', reject);
    if (cut) outgoing.write(wire, () => outgoing.destroy(new Error('cut on purpose')));
    else outgoing.end(wire);
  });
}
