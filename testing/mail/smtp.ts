import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Received = z.object({
  from: z.string(),
  to: z.array(z.string()),
  /** The message as it went over the wire. */
  message: z.string(),
  /** Who has logged in to send it; null when nobody has. */
  user: z.string().nullable(),
  /** Whether it came over an encrypted connection. */
  isSecure: z.boolean(),
});
/** What an SMTP server was given. */
export type Received = z.infer<typeof Received>;

export interface TestSmtp {
  port: number;
  /** What it has taken so far, since it was last cleared. */
  received(): Promise<Received[]>;
  clear(): void;
  close(): Promise<void>;
}

/**
 * A real SMTP server on a loopback port, as a process of its own, which offers STARTTLS with a certificate that nobody knows, or
 * with `hasCertificate` the tests' own, is with `isTls` encrypted from the first byte, takes
 * the login `sluice` / `the-password`, and refuses recipients whose name begins with `nobody`.
 */
export async function startSmtp(
  options: { asksForLogin?: boolean; hasCertificate?: boolean; isTls?: boolean } = {},
): Promise<TestSmtp> {
  const program = fileURLToPath(new URL('smtp-process.ts', import.meta.url));
  const flags = { login: options.asksForLogin, certificate: options.hasCertificate, tls: options.isTls };
  const given = Object.entries(flags).flatMap(([flag, isGiven]) => (isGiven ? [flag] : []));
  const child = fork(program, given, { execArgv: [] });
  const { port } = z.object({ port: z.number() }).parse(await answerOf(child));
  let last: Promise<unknown> = Promise.resolve();
  return {
    port,
    received: () => {
      // One question at a time: answers bear no names.
      const asked = last.then(async () => {
        const answer = answerOf(child);
        child.send('received');
        return z.object({ received: z.array(Received) }).parse(await answer).received;
      });
      last = asked.catch(() => undefined);
      return asked;
    },
    clear: () => {
      child.send('clear');
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const gone = new AbortController();
  const ended = once(child, 'exit', { signal: gone.signal }).then(([code]) => {
    throw new Error(`the SMTP server ended with ${code}`);
  });
  try {
    const [answer] = await Promise.race([once(child, 'message', { signal: gone.signal }), ended]);
    return answer;
  } finally {
    ended.catch(() => undefined);
    gone.abort();
  }
}
