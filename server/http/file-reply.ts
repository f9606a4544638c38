import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { FileReply } from './handler.ts';

/** Sends a file to download. A body that fails half-way ends the connection, so that the caller sees that it is not whole. */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: FileReply): Promise<void> {
  const packed = file.contentEncoding === 'gzip';
  const takesPacked = /\bgzip\b/i.test(String(request.headers['accept-encoding'] ?? ''));
  response.writeHead(200, {
    'content-type': file.contentType,
    'content-disposition': disposition(file.fileName),
    'cache-control': 'no-store',
    vary: 'accept-encoding',
    ...(packed && takesPacked ? { 'content-encoding': 'gzip' } : {}),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const body = file.body instanceof Readable ? file.body : Readable.from([file.body], { objectMode: false });
  if (packed && !takesPacked) await pipeline(body, createGunzip(), response);
  else await pipeline(body, response);
}

/** RFC 6266: a plain name for old readers, the whole name for all others. */
function disposition(fileName: string): string {
  const plain = fileName.replaceAll(/[^A-Za-z0-9 ._-]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
