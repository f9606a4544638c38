import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { selfSigned } from '../../connectors/amazon-s3/executor/test-support/self-signed.ts';
import type { Received } from './smtp.ts';

/**
 * A real SMTP server, started by `startSmtp` as a process of its own. Its arguments: `login`: it takes nothing without one;
 * `certificate`: it has the one that tests may trust; `tls`: encrypted from the first byte.
 */
const received: Received[] = [];
const is = (argument: string) => process.argv.includes(argument);

const server = new SMTPServer({
  ...(is('certificate') ? selfSigned : {}),
  secure: is('tls'),
  authOptional: !is('login'),
  allowInsecureAuth: true,
  onAuth: (auth, _session, callback) => {
    if (auth.username === 'sluice' && auth.password === 'the-password') callback(null, { user: auth.username });
    else callback(new Error('Invalid username or password'));
  },
  onRcptTo: ({ address }, _session, callback) => {
    if (address.startsWith('nobody')) callback(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
    else callback();
  },
  onData: (stream, { envelope, user, secure }, callback) => {
    void text(stream).then((message) => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
      const to = envelope.rcptTo.map(({ address }) => address);
      received.push({ from, to, message, user: user ?? null, isSecure: secure });
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
