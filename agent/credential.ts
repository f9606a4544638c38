import { hash } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AgentIdentity } from './settings.ts';

const Kept = z.object({
  serverUrl: z.string(),
  agentId: z.string(),
  credential: z.string(),
  /** SHA-256, in hex, of the token that it was given for: another token asks for another agent. */
  tokenHash: z.string(),
});
type Kept = z.infer<typeof Kept>;

/** What the server gives for a one-time token. */
export type Register = (token: string) => Promise<{ agentId: string; credential: string }>;

/**
 * The credential an agent works with: the one it was told, else the one that its folder keeps for this server, else a new one
 * for its registration token, which the folder then keeps, readable by its owner alone. A token that was used for what the
 * folder keeps is passed over, so that the command that registered the agent also starts it again.
 * @throws {Error} with a message for the person who starts the agent; {GatewayError} of the registration
 */
export async function obtainCredential(
  identity: AgentIdentity,
  serverUrl: string,
  register: Register,
): Promise<string> {
  if (identity.credential !== undefined) return identity.credential;
  const file = join(identity.folder, 'agent.json');
  const kept = await read(file);
  const { token } = identity;
  const isAnother = token !== undefined && kept?.tokenHash !== hashOf(token);
  if (kept?.serverUrl === serverUrl && !isAnother) return kept.credential;
  if (token === undefined)
    throw new Error(
      `No agent of ${serverUrl} is registered in ${identity.folder}. Start it with the token that Add agent shows (SLUICE_AGENT_TOKEN), or set SLUICE_AGENT_CREDENTIAL.`,
    );
  // Before the token is spent: it is good for once.
  await mkdir(identity.folder, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, '', { mode: 0o600 });
  const { agentId, credential } = await register(token);
  const content: Kept = { serverUrl, agentId, credential, tokenHash: hashOf(token) };
  await writeFile(`${file}.new`, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
  return credential;
}

/** Forgets what the folder keeps: it is nobody's any more, and the next start registers anew. */
export async function forgetCredential({ folder }: AgentIdentity): Promise<void> {
  await rm(join(folder, 'agent.json'), { force: true });
}

const hashOf = (token: string) => hash('sha256', token, 'hex');

async function read(file: string): Promise<Kept | null> {
  try {
    return Kept.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(
      `The file ${file} cannot be read as an agent's credential. Remove it, and register the agent anew.`,
      {
        cause: error,
      },
    );
  }
}
