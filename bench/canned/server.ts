/**
 * A storage as fast as possible, for benches alone: it answers like S3, but keeps nothing, checks no signature and believes
 * every checksum. What it is to hold is told over the IPC channel; it ends with its parent.
 */
import { createServer } from 'node:net';
import { Shelves } from './answers.ts';
import { serveConnection } from './connection.ts';
import { type Moments, type Notice, Order } from './messages.ts';
import type { Head } from './request.ts';

const shelves = new Shelves();
let moments: Moments = {};
let isWatching = false;

const tell = (notice: Notice) => process.send?.(notice);
const now = () => String(process.hrtime.bigint());

const keeper = {
  answer: (head: Head, tail: string) => shelves.answer(head, tail),
  asked: ({ method, key }: Head) => {
    if (!isWatching || key === '') return;
    if (method === 'GET') moments.asked ??= now();
    if (method === 'PUT') moments.put ??= now();
  },
  firstByte: ({ method }: Head) => {
    if (isWatching && method === 'PUT') moments.firstByte ??= now();
  },
};

const server = createServer({ pauseOnConnect: true }, (socket) => serveConnection(socket, keeper));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') tell({ type: 'ready', port: address.port });
});

process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  const order = Order.parse(message);
  if (order.type === 'shelve') {
    shelves.add(order.shelf);
    tell({ type: 'shelved' });
  } else if (order.type === 'watch') {
    moments = {};
    isWatching = true;
    tell({ type: 'watching' });
  } else {
    tell({ type: 'moments', moments });
  }
});
