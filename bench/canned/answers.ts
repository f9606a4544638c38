import { md5OfLength } from './content.ts';
import { listPage } from './listing.ts';
import type { Shelf } from './messages.ts';
import { type CannedObject, joined, objectOf } from './objects.ts';
import { type Head, objectLength } from './request.ts';

/** What a request is answered with. */
export interface Canned {
  readonly status: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly text?: string;
  /** Bytes of an object: from where, and how many. */
  readonly content?: { readonly offset: number; readonly length: number };
}

const MODIFIED = 'Thu, 01 Jan 2026 00:00:00 GMT';
const DONE = '200 OK';
const xml = (text: string): Canned => ({
  status: DONE,
  headers: { 'Content-Type': 'application/xml' },
  text: `<?xml version="1.0" encoding="UTF-8"?>\n${text}`,
});
const missing: Canned = {
  status: '404 Not Found',
  text: '<Error><Code>NoSuchKey</Code><Message>No such key</Message></Error>',
};

/** What there is: shelves to read from; of what is written only lengths and ETags are kept. */
export class Shelves {
  readonly #shelves = new Map<string, Shelf>();
  readonly #written = new Map<string, CannedObject>();
  readonly #uploads = new Map<string, Map<number, number>>();
  #begun = 0;

  add(shelf: Shelf): void {
    this.#shelves.set(shelf.bucket, shelf);
    objectOf(shelf.bytes);
  }

  /** @param tail the end of the body, where a trailing checksum stands */
  answer(head: Head, tail: string): Canned {
    const { method, key } = head;
    if (key === '') return this.#ofBucket(head);
    if (method === 'GET' || method === 'HEAD') return this.#read(head);
    if (method === 'PUT') return this.#write(head, tail);
    if (method === 'POST') return this.#multipart(head);
    if (method === 'DELETE') {
      this.#written.delete(`${head.bucket}/${key}`);
      return { status: '204 No Content' };
    }
    return { status: '501 Not Implemented' };
  }

  #ofBucket({ method, bucket, query }: Head): Canned {
    if (method !== 'GET') return { status: DONE };
    if (query.has('location')) return xml('<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>');
    return {
      status: DONE,
      headers: { 'Content-Type': 'application/xml' },
      text: listPage(this.#shelves.get(bucket), bucket, query),
    };
  }

  #read({ method, bucket, key, query, headers }: Head): Canned {
    if (query.has('tagging')) return xml('<Tagging><TagSet/></Tagging>');
    const shelf = this.#shelves.get(bucket);
    const object = shelf ? objectOf(shelf.bytes) : this.#written.get(`${bucket}/${key}`);
    if (object === undefined) return missing;
    const { bytes: size, eTag, parts } = object;
    const number = query.get('partNumber');
    const range = number === null ? headers.get('range') : partRange(object, Number(number));
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const offset = Number(from ?? 0);
    const length = (to === undefined || to === '' ? size : Math.min(size, Number(to) + 1)) - offset;
    const about = {
      ETag: `"${eTag}"`,
      'Last-Modified': MODIFIED,
      'Accept-Ranges': 'bytes',
      'Content-Type': 'application/octet-stream',
      ...(from === undefined ? {} : { 'Content-Range': `bytes ${offset}-${offset + length - 1}/${size}` }),
      ...(number === null || !parts ? {} : { 'x-amz-mp-parts-count': parts.length }),
    };
    const status = from === undefined ? DONE : '206 Partial Content';
    if (method === 'HEAD') return { status, headers: { ...about, 'Content-Length': length } };
    return { status, headers: about, content: { offset, length } };
  }

  #write(head: Head, tail: string): Canned {
    const length = objectLength(head);
    const number = head.query.get('partNumber');
    if (number === null) this.#written.set(`${head.bucket}/${head.key}`, { bytes: length, eTag: md5OfLength(length) });
    else this.#uploads.get(head.query.get('uploadId') ?? '')?.set(Number(number), length);
    return { status: DONE, headers: { ETag: `"${md5OfLength(length)}"`, ...echoed(head, tail) } };
  }

  #multipart({ bucket, key, query }: Head): Canned {
    if (query.has('uploads')) {
      this.#begun += 1;
      const id = `upload-${this.#begun}`;
      this.#uploads.set(id, new Map());
      return xml(
        `<InitiateMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    const id = query.get('uploadId') ?? '';
    const parts = [...(this.#uploads.get(id) ?? [])].sort(([a], [b]) => a - b);
    this.#uploads.delete(id);
    const object = joined(parts.map(([, length]) => length));
    this.#written.set(`${bucket}/${key}`, object);
    return xml(
      `<CompleteMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${key}</Key><ETag>&quot;${object.eTag}&quot;</ETag></CompleteMultipartUploadResult>`,
    );
  }
}

/** Where a part lies, as a Range header. */
function partRange({ bytes, parts = [bytes] }: CannedObject, number: number): string {
  const offset = parts.slice(0, number - 1).reduce((sum, length) => sum + length, 0);
  return `bytes=${offset}-${offset + (parts[number - 1] ?? 0) - 1}`;
}

/** The checksum that came with an upload, as S3 answers when it has verified it; here it is believed. */
function echoed({ headers }: Head, tail: string): Record<string, string> {
  const [, name, value] = /(x-amz-checksum-[a-z0-9]+):(\S+)/.exec(tail) ?? [];
  if (name !== undefined && value !== undefined) return { [name]: value };
  return Object.fromEntries([...headers].filter(([name]) => /^x-amz-checksum-(crc|sha)/.test(name)));
}
