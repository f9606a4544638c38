/**
 * A TCP proxy that damages what passes: `bit-flip-proxy.ts PORT DIRECTION MARKER TIMES` forwards to a port on loopback and flips one
 * bit of the byte behind the marker (in hex), in what goes `up` to the server or `down` from it, so often. Prints its port; ends with
 * its standard input.
 */
import { connect, createServer } from 'node:net';
import { Transform } from 'node:stream';

const [port = '', direction = '', marker = '', times = ''] = process.argv.slice(2);
const searched = Buffer.from(marker, 'hex');
let left = Number(times);

/** Passes everything on, one bit changed behind each marker; what may be the beginning of a marker waits for what follows it. */
function flipping(): Transform {
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const bytes = Buffer.concat([held, chunk]);
      const at = left > 0 ? bytes.indexOf(searched) + searched.length : 0;
      if (at >= searched.length && at < bytes.length) {
        left -= 1;
        bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
      }
      const keep = left > 0 ? beginningAtEnd(bytes) : 0;
      held = bytes.subarray(bytes.length - keep);
      done(null, bytes.subarray(0, bytes.length - keep));
    },
    flush(done) {
      done(null, held);
    },
  });
}

/** How many bytes at the end may belong to a marker that is not complete, the byte behind it included. */
function beginningAtEnd(bytes: Buffer): number {
  for (let length = Math.min(searched.length, bytes.length); length > 0; length -= 1)
    if (bytes.subarray(bytes.length - length).equals(searched.subarray(0, length))) return length;
  return 0;
}

const server = createServer((client) => {
  const storage = connect(Number(port), '127.0.0.1');
  client.on('error', () => storage.destroy());
  storage.on('error', () => client.destroy());
  client.on('close', () => storage.destroy());
  storage.on('close', () => client.destroySoon());
  if (direction === 'up') client.pipe(flipping()).pipe(storage);
  else client.pipe(storage);
  if (direction === 'down') storage.pipe(flipping()).pipe(client);
  else storage.pipe(client);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit());
