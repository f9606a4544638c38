import type { IncomingMessage } from 'node:http';
import { MOST_SESSION_DAYS } from '../access/sessions.ts';
import { cookieOf } from './access-token.ts';

/** What of a request has to do with sessions. */
export interface Visit {
  /** The token of the session that the browser says it has. */
  sessionToken: string | null;
  /** The `Set-Cookie` header that begins a session in the browser. */
  begin(token: string): string;
  /** The one that ends it. */
  end(): string;
}

/**
 * The cookie is of the port under which the browser calls us, as cookies know no ports; and of TLS alone where the page came by it, which
 * its `Origin` tells also behind a proxy that we know nothing of.
 */
export function visitOf(request: IncomingMessage): Visit {
  const port = /:(\d{1,5})$/.exec(request.headers.host ?? '')?.[1];
  const name = port === undefined ? 'sluice_session' : `sluice_session_${port}`;
  const isSecure = request.headers.origin?.startsWith('https://') === true;
  const rest = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return {
    sessionToken: cookieOf(request, name),
    begin: (token) => `${name}=${token}; ${rest}; Max-Age=${MOST_SESSION_DAYS * 86_400}`,
    end: () => `${name}=; ${rest}; Max-Age=0`,
  };
}
