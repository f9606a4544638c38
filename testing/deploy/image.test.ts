import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  KEY_ID,
  SECRET,
  type TestStore,
  testStore,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import { routes } from '../../shared/api/routes.ts';
import { call } from '../agents/admin-client.ts';
import { freePort, type SystemPostgres, startPostgres, systemPostgres } from '../postgres/start-postgres.ts';
import { ProjectClient } from '../product/api-client.ts';
import { until } from '../product/processes.ts';
import { reapAtEnd, temporaryFolder } from '../product/reap.ts';
import { drawCopy, OTHER } from '../scale/draw-copy.ts';
import { imageEnvironment, wordsOf } from './dockerfile.ts';
import { type Image, makeImage } from './image.ts';
import { hasNginx, startNginx } from './nginx.ts';

const missing = [systemPostgres() === null ? 'PostgreSQL' : '', hasNginx ? '' : 'nginx'].filter(Boolean).join(', ');
/** A user who owns nothing; only root may start processes of others. */
const NOBODY = process.geteuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const TOKEN = randomBytes(32).toString('hex');

/** Docker is not needed for this: the files that the image would have, started with its environment, as an ordinary user. */
describe.skipIf(missing !== '' && process.env.CI !== 'true')(
  `what the image holds${missing === '' ? '' : ` (skipped: ${missing} missing)`}`,
  () => {
    let image: Image;
    let postgres: SystemPostgres;
    let store: TestStore;
    let url: string;
    const servers: Container[] = [];
    const agents: Container[] = [];

    interface Container {
      child: ChildProcess;
      env: Record<string, string>;
      output(): string;
      stop(): Promise<number | null>;
    }

    /** Like a container: its own folders for `/data` and `/tmp`, and nothing else that it may write. */
    const start = (words: readonly string[], given: Record<string, string>): Container => {
      const own = temporaryFolder();
      const folders = { data: join(own, 'data'), tmp: join(own, 'tmp') };
      chmodSync(own, 0o755);
      for (const folder of Object.values(folders)) {
        mkdirSync(folder, { mode: 0o700 });
        if (NOBODY.uid !== undefined) chownSync(folder, NOBODY.uid, NOBODY.gid);
      }
      const inside = Object.entries(imageEnvironment()).map(([name, value]): [string, string] => [
        name,
        value.replace(/^\/data/, folders.data).replace(/^\/tmp/, folders.tmp),
      ]);
      const env = { ...Object.fromEntries(inside), TMPDIR: folders.tmp, HOME: '/nonexistent', ...given };
      const program = words.map((word) => word.replace('/opt/sluice', image.folder));
      const child = spawn(image.node, program.slice(1), {
        ...NOBODY,
        cwd: image.folder,
        env,
        stdio: 'pipe',
        detached: true,
      });
      reapAtEnd('group', child.pid ?? 0);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
      const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
      const stop = () => {
        child.kill('SIGTERM');
        return ended;
      };
      return { child, env, output: () => output, stop };
    };
    const startServer = async (port: number) => {
      const server = start([...wordsOf('ENTRYPOINT'), ...wordsOf('CMD')], {
        // The tests listen on loopback alone.
        HOST: '127.0.0.1',
        PORT: String(port),
        DATABASE_URL: postgres.url,
        SLUICE_SECRET_KEY: 'ab'.repeat(32),
        SLUICE_AGENT_REGISTRATION_TOKEN: TOKEN,
        SLUICE_ALLOWED_HOSTS: 'proxy,localhost',
        SLUICE_LOCAL_AGENT: 'false',
      });
      await until(`a server starts: ${server.output()}`, () => server.output().includes('Sluice is ready'), 60_000);
      return server;
    };
    const health = ({ env }: Container) => {
      const [, ...args] = wordsOf('HEALTHCHECK');
      try {
        execFileSync(image.node, args, { env, stdio: 'pipe' });
        return 0;
      } catch {
        return 1;
      }
    };

    beforeAll(async () => {
      const bin = systemPostgres();
      if (bin === null || !hasNginx) throw new Error('Missing (Debian: apt-get install postgresql nginx-light)');
      image = makeImage();
      [postgres, store] = await Promise.all([startPostgres(bin), testStore({ credentials: [OTHER] })]);
      const ports = [await freePort(), await freePort()];
      servers.push(...(await Promise.all(ports.map(startServer))));
      url = await startNginx(ports);
    }, 240_000);
    afterAll(async () => {
      await Promise.all([...agents, ...servers].map(({ stop }) => stop()));
      await postgres?.close();
      await store?.stop();
    });

    test('its servers start as an ordinary user on an empty database, and are healthy', async () => {
      expect(servers.map(health)).toEqual([0, 0]);
      expect(await (await fetch(url)).text()).toContain('<title>Sluice');
    });

    test('its agents register by themselves, work through the load balancer, and leave when they are stopped', async () => {
      const env = { SLUICE_SERVER_URL: url, SLUICE_AGENT_TOKEN: TOKEN, SLUICE_AGENT_DEREGISTER: 'true' };
      for (let n = 0; n < 3; n += 1) agents.push(start([...wordsOf('ENTRYPOINT'), 'agent'], env));
      const working = async () =>
        (await call(url, routes.listAgentGroups)).agentGroups[0]?.agents.filter(({ state }) => state === 'Running')
          .length;
      await until('three agents work', async () => (await working()) === 3, 60_000);
      const project = await ProjectClient.create(url, 'In containers');
      await store.witness.put('source', 'content', { Bucket: 'data' });
      const operationId = await drawCopy(project, { url: store.url, accessKeyId: KEY_ID, secretAccessKey: SECRET });
      expect((await project.ended(await project.run(operationId))).state).toBe('Success');
      expect(await agents.pop()?.stop()).toBe(0);
      await until('one has left', async () => (await working()) === 2);
    }, 120_000);

    test('what happens is told live through the load balancer', async () => {
      const project = await ProjectClient.create(url, 'Live');
      const stop = new AbortController();
      const stream = await fetch(`${project.base}/events?after=0`, { signal: stop.signal });
      expect(stream.status).toBe(200);
      const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
      const { project: now } = await project.state();
      const workflowId = now.workflows[0]?.id ?? '';
      await project.edit('Rename', { type: 'workflow.rename', workflowId, name: 'Told at once' });
      let told = '';
      await until('the edit is told', async () => {
        told += (await reader?.read())?.value ?? '';
        return told.includes('Told at once');
      });
      stop.abort();
    }, 60_000);

    test('a server that is stopped is unhealthy, and the other one goes on for both', async () => {
      const [first] = servers;
      if (!first) throw new Error('there is no server');
      expect(await first.stop()).toBe(0);
      expect(health(first)).toBe(1);
      for (let n = 0; n < 5; n += 1) expect((await fetch(`${url}/api/health`)).status).toBe(200);
      const [, second] = servers;
      const port = second?.env.PORT;
      const asked = (host: string) => fetchAs(`http://127.0.0.1:${port}/api/health`, host);
      expect(await asked('proxy:8080')).toBe(200);
      expect(await asked('elsewhere.example.com')).toBe(403);
    }, 60_000);
  },
);

/** The status of a request that is sent to a name; fetch takes that from the address alone. */
function fetchAs(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).once('error', reject);
  });
}
