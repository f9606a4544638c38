import { StartupError } from './startup-error.ts';

/** Turns what `listen` failed with into a paragraph for the operator; anything unknown comes back as it is. */
export function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const where = `port ${port} on ${host}`;
  const options = { cause: error };
  if (code === 'EADDRINUSE') {
    return new StartupError(
      'port-taken',
      `Sluice cannot listen on ${where}: another program does so already, perhaps another Sluice. Stop that one, or ` +
        `choose another port, for example PORT=${port < 65_535 ? port + 1 : 7460} npm start.`,
      options,
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new StartupError(
      'port-not-allowed',
      `Sluice may not listen on ${where}: ports below 1024 need special rights. Choose a higher one with PORT.`,
      options,
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EINVAL') {
    return new StartupError(
      'address-not-available',
      `Sluice cannot listen on ${host}, which is no address of this machine. Set HOST to one that is, such as ` +
        '127.0.0.1 (this machine only) or 0.0.0.0 (all its networks).',
      options,
    );
  }
  return error;
}
