import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * A storage that keeps nothing: a key such as `2147483648` is an object of that many bytes, and whatever is written is read
 * and forgotten. It takes checksum trailers and answers with what they say. For tests of memory and speed.
 * Run as a program it prints its port.
 */
const BLOCK = Buffer.alloc(1024 * 1024, 'sluice');

function get(request: IncomingMessage, response: ServerResponse): void {
  const size = Number(request.url?.split('/').at(-1)?.split('?')[0]);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const first = range ? Number(range[1]) : 0;
  const last = range?.[2] ? Number(range[2]) : size - 1;
  let left = last - first + 1;
  response.writeHead(range ? 206 : 200, {
    'content-length': left,
    etag: '"synthetic"',
    'last-modified': new Date(0).toUTCString(),
    ...(range ? { 'content-range': `bytes ${first}-${last}/${size}` } : {}),
  });
  const write = () => {
    while (left > 0) {
      const block = left >= BLOCK.length ? BLOCK : BLOCK.subarray(0, left);
      left -= block.length;
      if (!response.write(block)) {
        response.once('drain', write);
        return;
      }
    }
    response.end();
  };
  write();
}

const TAIL = 128;

function put(request: IncomingMessage, response: ServerResponse): void {
  let tail = Buffer.alloc(0);
  request.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk.subarray(-TAIL)]).subarray(-TAIL);
  });
  request.on('end', () => {
    const trailer = /x-amz-checksum-crc32:([^\r]+)\r\n/.exec(tail.toString('latin1'))?.[1];
    response.writeHead(200, { etag: '"stored-1"', ...(trailer ? { 'x-amz-checksum-crc32': trailer } : {}) }).end();
  });
}

function post(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.on('end', () => {
    const begins = request.url?.includes('uploads=') === true;
    response.end(
      begins
        ? '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>'
        : '<CompleteMultipartUploadResult><ETag>"stored-2"</ETag></CompleteMultipartUploadResult>',
    );
  });
}

const server = createServer((request, response) => {
  if (request.method === 'GET') get(request, response);
  else if (request.method === 'PUT') put(request, response);
  else if (request.method === 'POST') post(request, response);
  else response.writeHead(request.method === 'HEAD' ? 403 : 204).end();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit());
