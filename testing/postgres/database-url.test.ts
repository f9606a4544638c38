import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { routes } from '../../shared/api/routes.ts';
import { ProjectClient } from '../product/api-client.ts';
import { temporaryFolder } from '../product/reap.ts';
import { startProduct } from '../product/start-product.ts';
import { startPostgres, systemPostgres } from './start-postgres.ts';

const bin = systemPostgres();
const needed = process.env.CI === 'true';

/** In CI a missing PostgreSQL fails; elsewhere the tests are skipped by name. */
describe.skipIf(bin === null && !needed)(
  `the product on the system's PostgreSQL${bin === null ? ' (skipped: none is installed)' : ''}`,
  () => {
    let postgres: Awaited<ReturnType<typeof startPostgres>>;
    beforeAll(async () => {
      if (bin === null) throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql)');
      postgres = await startPostgres(bin);
    });
    afterAll(() => postgres?.close());

    test('runs the sample, and finds everything again after a restart', async () => {
      const dataDir = temporaryFolder();
      const env = { DATABASE_URL: postgres.url };
      const first = await startProduct({ dataDir, env });
      expect(first.postgresPid(), 'no PostgreSQL of its own').toBeNull();
      const reply = await fetch(`${first.url}/api/projects`);
      const { projects } = routes.listProjects.reply.parse(await reply.json());
      const sample = z.string().parse(projects[0]?.id);
      const client = new ProjectClient(first.url, sample);
      const operationId = z.string().parse((await client.state()).project.workflows[0]?.operationIds[0]);
      const run = await client.ended(await client.run(operationId));
      expect(run.state).toBe('Success');
      await client.edit('Rename', { type: 'operation.rename', operationId, name: 'Renamed' });
      expect(await first.stop()).toBe(0);

      const second = await startProduct({ dataDir, env });
      const again = new ProjectClient(second.url, sample);
      expect((await again.state()).project.operations[operationId]?.name).toBe('Renamed');
      expect((await again.runs()).runs.map(({ id }) => id)).toEqual([run.id]);
      const anew = await again.ended(await again.run(operationId));
      expect(anew.state).toBe('Success');
      expect(await second.stop()).toBe(0);
    }, 120_000);
  },
);
