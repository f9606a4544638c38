import { ConnectorError } from '../../shared/runs/connector-error.ts';
import type { ReadyEmail } from './compose.ts';

/** How long each of connecting, greeting and silence may take. */
const SILENCE_MS = 30_000;

/** What the SMTP server took, and whom it refused. */
export interface Sent {
  response: string;
  accepted: number;
  refused: string[];
}

/**
 * Sends an e-mail by SMTP. With `starttls` nothing is sent before the connection is encrypted, and a certificate that does not
 * verify is refused. An abort of the signal cuts the connection.
 * @param messageId its `Message-ID`; without it, a new one
 * @throws {ConnectorError} `smtp-unreachable`, `smtp-certificate`, `smtp-login-refused`, `smtp-recipients-refused`, `smtp-refused`
 */
export async function sendEmail(email: ReadyEmail, signal: AbortSignal, messageId?: string): Promise<Sent> {
  const { host, port, security, login } = email;
  // Loaded with the first e-mail: most agents send none.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login ? { auth: { user: login.userName, pass: login.password } } : {}),
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    // A text is a text, and never names a file or an address to take content from.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { from, to, cc, bcc, subject, text } = email;
    const id = messageId === undefined ? {} : { messageId };
    const message = { from, to, cc, bcc, subject, text, ...id };
    const { response, accepted, rejected } = await transport.sendMail({ ...message, signal });
    return { response, accepted: accepted.length, refused: rejected.map(String) };
  } catch (error) {
    throw explained(error, `${host}:${port}`);
  } finally {
    transport.close();
  }
}

function explained(error: unknown, server: string): ConnectorError {
  const said = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = (name: string, message: string, todo: string, isTransient = false) =>
    new ConnectorError({ code: name, message, todo, nature: isTransient ? 'transient' : 'final', cause: error });
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return known(
      'smtp-login-refused',
      `The SMTP server ${server} refuses the user name or the password: ${said}`,
      'Correct User name and Password of the e-mail, then deploy again.',
    );
  if (/certificate|self-signed|altnames/i.test(said))
    return known(
      'smtp-certificate',
      `The certificate of the SMTP server ${server} does not verify: ${said}`,
      'Use the host name that the certificate is made for; a certificate of an authority of your own must be known to the agent (NODE_EXTRA_CA_CERTS).',
    );
  if (code === 'EENVELOPE')
    return known(
      'smtp-recipients-refused',
      `The SMTP server ${server} refuses the sender or the recipients: ${said}`,
      'Correct From, To, Cc and Bcc of the e-mail.',
    );
  if (['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ECONNREFUSED', 'ETLS', 'EREQUIRETLS'].includes(code))
    return known(
      'smtp-unreachable',
      `The SMTP server ${server} cannot be reached as the e-mail's settings say: ${said}`,
      'Check Host, Port and Security of the e-mail, and that the agent may connect to it.',
      true,
    );
  return known('smtp-refused', `The SMTP server ${server} did not take the e-mail: ${said}`, 'Ask whoever runs it.');
}
