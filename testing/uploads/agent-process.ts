import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { EndpointOptions } from '../../connectors/amazon-s3/executor/endpoints.ts';
import { credentialHash, newCredential } from '../../server/agents/credential.ts';
import type { TestServer } from '../../server/test-server.ts';
import { newId } from '../../shared/project/id.ts';
import { kill9 } from '../product/processes.ts';
import { reapAtEnd } from '../product/reap.ts';

/** An agent in a process of its own, which can be killed. */
export interface AgentProcess {
  /** Starts it, again after a kill: it is then the same agent to the server. */
  start(): void;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGSTOP and SIGCONT: as if cut off, and then back. */
  freeze(): void;
  thaw(): void;
  /** SIGTERM: it gives back what it cannot finish. Resolves when it has ended. */
  stop(): Promise<void>;
}

export async function agentProcess(
  server: TestServer,
  limits: Pick<EndpointOptions, 'copyLimits' | 'partLimits'>,
): Promise<AgentProcess> {
  const id = newId('agt');
  const credential = newCredential();
  const row = { id, name: id, agent_group_id: 'grp_cloud', connectors: '{}' };
  const values = { ...row, credential_hash: credentialHash(credential) };
  await server.database.db.insertInto('agents').values(values).execute();
  let child: ChildProcess | undefined;
  return {
    start: () => {
      const program = join(import.meta.dirname, 'agent-program.ts');
      child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
        stdio: ['ignore', 'inherit', 'inherit'],
        detached: true,
        env: {
          ...process.env,
          SLUICE_SERVER_URL: server.url,
          SLUICE_AGENT_CREDENTIAL: credential,
          TEST_LIMITS: JSON.stringify(limits),
        },
      });
      reapAtEnd('group', child.pid ?? 0);
    },
    kill: async () => {
      if (child?.pid !== undefined) await kill9(child.pid);
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    stop: async () => {
      const last = child;
      if (!last || last.exitCode !== null || last.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => last.once('close', () => resolve()));
      last.kill('SIGTERM');
      await ended;
    },
  };
}
