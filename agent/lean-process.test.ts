import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.runIf(process.platform === 'linux')(
  'an agent that is started by hand keeps to little memory, and stops as it should',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-agent-'));
    const server = createServer((_request, response) => response.writeHead(503).end('{}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const env = {
      PATH: process.env.PATH,
      SLUICE_SERVER_URL: `http://127.0.0.1:${address.port}`,
      SLUICE_AGENT_CREDENTIAL: 'slca_credential',
      SLUICE_AGENT_DIR: folder,
    };
    const agent = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], { env, stdio: 'ignore' });
    try {
      await once(server, 'request');
      expect(await readFile(`/proc/${agent.pid}/cmdline`, 'utf8')).toContain('--max-semi-space-size=');
      agent.kill('SIGTERM');
      const [code] = await once(agent, 'exit');
      expect(code).toBe(0);
    } finally {
      agent.kill('SIGKILL');
      server.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
  30_000,
);
