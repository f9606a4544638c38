import { misused } from './arguments.ts';

const DEFAULT_PORT = '7460';

/**
 * Where the server is: what `--server` says, else `SLUICE_URL`, else this machine. A path is kept, for a proxy that puts the server
 * under one. @throws {Failure}
 */
export function serverOf(option: string | undefined, env: NodeJS.ProcessEnv): URL {
  const given = option ?? (env.SLUICE_URL?.trim() || `http://127.0.0.1:${env.PORT?.trim() || DEFAULT_PORT}`);
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw misused(`The server's address is like http://127.0.0.1:7460, and not: ${given}`);
  if (url.username !== '' || url.password !== '' || url.search !== '')
    throw misused('The server’s address holds no password or token: an access key goes into SLUICE_TOKEN.');
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** The access key or token, if there is one. It is taken from the environment alone: others can read a command line. */
export function tokenOf(env: NodeJS.ProcessEnv): string | undefined {
  return env.SLUICE_TOKEN?.trim() || undefined;
}
