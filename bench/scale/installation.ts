import { createGateway, type Gateway } from '../../agent/gateway.ts';
import { credentialHash, newCredential } from '../../server/agents/credential.ts';
import { type Database, openDatabase } from '../../server/database/connect.ts';
import { sql } from '../../server/database/sql.ts';
import { VERSION } from '../../server/version.ts';
import { routes } from '../../shared/api/routes.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { call, makePlace } from '../../testing/agents/admin-client.ts';
import { startAgentProcess } from '../../testing/agents/agent-process.ts';
import { startPostgres, systemPostgres } from '../../testing/postgres/start-postgres.ts';
import { ProjectClient } from '../../testing/product/api-client.ts';
import { until } from '../../testing/product/processes.ts';
import { temporaryFolder } from '../../testing/product/reap.ts';
import { startProduct } from '../../testing/product/start-product.ts';
import { silentLog } from '../../testing/product/test-database.ts';
import { cpuSeconds, cpuSecondsWithEnded, family, parentOf } from '../parts/processes.ts';
import { startCanned } from '../storages/canned.ts';

/** A server on the system's PostgreSQL, with an agent group and an environment of the bench's own; and the canned storage. */
export interface Installation {
  readonly agentGroupId: Id;
  /** The database itself, to fill it. */
  readonly database: Database;
  readonly storage: Awaited<ReturnType<typeof startCanned>>;
  /** Makes a project with a deployed operation that copies an object of the canned storage; unless said, with two accounts. */
  project(name: string, object: { bucket: string; key: string; isOneAccount?: boolean }): Promise<Copying>;
  startAgent(name: string, slots: number): Promise<BenchAgent>;
  /** The gateway of an agent that the bench itself plays. */
  gateway(): Promise<Gateway>;
  /** CPU seconds so far. */
  cpu(): { server: number; database: number };
  /** Such as `15.14`. */
  databaseVersion(): Promise<string>;
  close(): Promise<void>;
}

export interface Copying {
  readonly client: ProjectClient;
  readonly operationId: Id;
  submit(): Promise<Id>;
}

export interface BenchAgent {
  readonly pid: number;
  readonly name: string;
  /** Whether it takes part. */
  work(takesPart: boolean): Promise<void>;
  stop(): Promise<unknown>;
}

export async function startInstallation(): Promise<Installation> {
  const bin = systemPostgres();
  if (bin === null) throw new Error('no PostgreSQL is installed: on Debian, apt-get install postgresql');
  const postgres = await startPostgres(bin);
  const product = await startProduct({ args: ['--no-sample'], env: { DATABASE_URL: postgres.url } });
  const { url } = product;
  const connection = { connectionString: postgres.url };
  const database = await openDatabase({ connection: () => connection, log: silentLog, poolSize: 4 });
  const storage = await startCanned();
  const place = await makePlace(url, 'Bench');
  const agents = async () => {
    const { agentGroups } = await call(url, routes.listAgentGroups);
    return agentGroups.find(({ id }) => id === place.agentGroupId)?.agents ?? [];
  };
  const databaseCpu = await cpuOfDatabase(database);
  return {
    agentGroupId: place.agentGroupId,
    database,
    storage,
    project: async (name, { bucket, key, isOneAccount = false }) => {
      const client = await ProjectClient.create(url, name);
      const params = { projectId: client.projectId };
      await call(url, routes.setProjectEnvironment, { params, body: { environmentId: place.environmentId } });
      const connect = (title: string, keys: typeof storage.source) =>
        client.connect(title, { url: storage.url, ...keys });
      const source = await connect('Source', storage.source);
      const target = isOneAccount ? source : await connect('Target', storage.target);
      const step = (connectionId: Id, type: string, settings: Record<string, string>) => {
        return { connectionId, type, name: type, settings: { bucketOptions: 'text', ...settings } };
      };
      const operationId = await client.draw('Copy', [
        step(source, 'get-object', { bucket, key }),
        step(target, 'put-object', { bucket: 'to', key }),
      ]);
      await client.deploy([operationId]);
      return { client, operationId, submit: () => client.run(operationId, false) };
    },
    startAgent: async (name, slots) => {
      const params = { agentGroupId: place.agentGroupId };
      const { token } = await call(url, routes.addAgent, { params, body: { name } });
      const child = startAgentProcess(url, {
        SLUICE_AGENT_TOKEN: token,
        SLUICE_AGENT_DIR: temporaryFolder(),
        SLUICE_AGENT_SLOTS: String(slots),
      });
      const state = async () => (await agents()).find((agent) => agent.name === name);
      await until(`${name} works`, async () => (await state())?.state === 'Running').catch((error: Error) => {
        throw new Error(`${error.message}\n${child.output()}`);
      });
      const agentId = (await state())?.id ?? '';
      return {
        pid: child.pid,
        name,
        work: async (takesPart) => {
          await call(url, routes.changeAgent, { params: { agentId }, body: { drained: !takesPart } });
        },
        stop: () => child.stop(),
      };
    },
    gateway: async () => {
      const credential = newCredential();
      await database.db
        .insertInto('agents')
        .values({
          id: newId('agt'),
          name: 'played by the bench',
          agent_group_id: place.agentGroupId,
          credential_hash: credentialHash(credential),
          connectors: '{}',
        })
        .execute();
      const gateway = createGateway(url, credential);
      const hello = { version: VERSION, slots: 100, hostname: 'bench', connectors: {}, holding: [] };
      await gateway.hello(hello, new AbortController().signal);
      return gateway;
    },
    cpu: () => ({
      server: cpuSeconds(product.pid),
      database: databaseCpu(),
    }),
    databaseVersion: async () => {
      const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(
        database.db,
      );
      return rows[0]?.version.split(' ')[0] ?? '';
    },
    close: async () => {
      await storage.close();
      await database.close();
      await product.stop();
      await postgres.close();
    },
  };
}

/** Gives what measures the CPU seconds of all processes of PostgreSQL so far, those that have ended too. */
async function cpuOfDatabase({ db }: Database): Promise<() => number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  const postmaster = parentOf(rows[0]?.pid ?? 0);
  return () =>
    family(postmaster)
      .filter((pid) => pid !== postmaster)
      .reduce((sum, pid) => sum + cpuSeconds(pid), cpuSecondsWithEnded(postmaster));
}
