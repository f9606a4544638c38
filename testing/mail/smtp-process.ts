import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { Received } from './smtp.ts';

/** A real SMTP server, started by `startSmtp` as a process of its own; `login` as its argument: it takes nothing without one. */
const received: Received[] = [];

const server = new SMTPServer({
  authOptional: process.argv[2] !== 'login',
  allowInsecureAuth: true,
  onAuth: (auth, _session, callback) => {
    if (auth.username === 'sluice' && auth.password === 'the-password') callback(null, { user: auth.username });
    else callback(new Error('Invalid username or password'));
  },
  onRcptTo: ({ address }, _session, callback) => {
    if (address.startsWith('nobody')) callback(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
    else callback();
  },
  onData: (stream, { envelope, user }, callback) => {
    void text(stream).then((message) => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
      const to = envelope.rcptTo.map(({ address }) => address);
      received.push({ from, to, message, user: user ?? null });
      callback();
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.server.address() as AddressInfo;
  process.send?.({ port });
});

process.on('message', (wish) => {
  if (wish === 'received') process.send?.({ received });
  else if (wish === 'clear') received.length = 0;
});
// Whoever started it has ended.
process.on('disconnect', () => process.exit());
