import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Reply, ReplyStream } from './reply.ts';
import { S3Error, s3Error } from './s3-error.ts';
import { writeXml } from './xml-write.ts';

/** Says an error as S3 says it. `resource` is the path that was asked for. */
export function errorReply(error: S3Error, resource: string, requestId: string): Reply {
  const body = writeXml(
    'Error',
    {
      Code: error.code,
      Message: error.message,
      ...error.details,
      Resource: resource,
      RequestId: requestId,
      HostId: 'sluice-store',
    },
    '',
  );
  return { status: error.status, headers: { ...error.headers, 'content-type': 'application/xml' }, body };
}

/** Any failure as one of S3's errors. */
export function asS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
    return new S3Error('InsufficientStorage', 507, 'There is no space left on the disk of this store.');
  }
  return s3Error('InternalError');
}

async function sendStream(response: ServerResponse, body: ReplyStream): Promise<void> {
  const closed = new AbortController();
  const onClose = (): void => closed.abort();
  response.once('close', onClose);
  try {
    let left = body.length;
    for await (const chunk of body.chunks) {
      if (response.destroyed) return;
      left -= chunk.length;
      // The last piece goes together with the end: a small object is one packet with its headers.
      if (left === 0) response.end(chunk);
      else if (!response.write(chunk)) await once(response, 'drain', { signal: closed.signal });
    }
    if (left !== 0) response.end();
  } catch (error) {
    if (!closed.signal.aborted) throw error;
  } finally {
    response.off('close', onClose);
    body.close();
  }
}

/** Writes an answer. @throws whatever its body throws; the connection is then to be cut */
export async function sendReply(
  response: ServerResponse,
  reply: Reply,
  requestId: string,
  isHead: boolean,
): Promise<void> {
  const text = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : undefined;
  const headers: Record<string, string> = {
    'x-amz-request-id': requestId,
    'x-amz-id-2': 'sluice-store',
    server: 'sluice-store',
    ...reply.headers,
  };
  if (text !== undefined) headers['content-length'] = String(text.length);
  else if (reply.status === 200 && headers['content-length'] === undefined) headers['content-length'] = '0';
  if (isHead && text !== undefined) {
    // An answer to HEAD has no body: the length would be that of an error text nobody gets.
    delete headers['content-length'];
    delete headers['content-type'];
  }
  response.writeHead(reply.status, headers);
  if (typeof reply.body === 'object' && !isHead) {
    await sendStream(response, reply.body);
    return;
  }
  response.end(isHead ? undefined : text);
}
