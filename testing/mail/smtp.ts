import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** What an SMTP server was given. */
export interface Received {
  from: string;
  to: string[];
  /** The message as it went over the wire. */
  message: string;
}

export interface TestSmtp {
  port: number;
  received: Received[];
  close(): Promise<void>;
}

/**
 * A real SMTP server on a loopback port, which offers STARTTLS with a certificate that nobody knows, takes the login
 * `sluice` / `the-password`, and refuses recipients whose name begins with `nobody`.
 */
export async function startSmtp(options: { asksForLogin?: boolean } = {}): Promise<TestSmtp> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: options.asksForLogin !== true,
    allowInsecureAuth: true,
    onAuth: (auth, _session, callback) => {
      if (auth.username === 'sluice' && auth.password === 'the-password') callback(null, { user: auth.username });
      else callback(new Error('Invalid username or password'));
    },
    onRcptTo: ({ address }, _session, callback) => {
      if (address.startsWith('nobody')) callback(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
      else callback();
    },
    onData: (stream, { envelope }, callback) => {
      void text(stream).then((message) => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), message });
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
