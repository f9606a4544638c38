/**
 * Whether an agent's version fits a server's: the same up to the second number, so that a patch can be rolled out one process
 * after another. A server is updated first; its agents wait until they are.
 */
export function fitsServer(agent: string, server: string): boolean {
  return lineOf(agent) === lineOf(server);
}

const lineOf = (version: string) => /^\d+\.\d+(?=\.)/.exec(version)?.[0] ?? version;
