import { expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { startRunWorld } from '../runs/run-world.ts';

test('names and labels that were cut within a character are in nobody’s way: operations run, and the history can be read', async () => {
  const world = await startRunWorld();
  try {
    const { project } = world;
    const cut = 'Nightly 🌙'.slice(0, -1);
    const operationId = await world.draw('a', 'b');
    await project.edit(`Rename to ${cut}`, { type: 'operation.rename', operationId, name: cut });
    const runId = await project.run(operationId);
    expect((await project.getRun(runId)).operationName).toBe('Nightly \uFFFD');
    const revisions = routes.listRevisions.reply.parse(await (await fetch(`${project.base}/revisions`)).json());
    expect(revisions.revisions.map(({ label }) => label)).toContain('Rename to Nightly \uFFFD');
    const history = routes.listDeployments.reply.parse(await (await fetch(`${project.base}/deployments`)).json());
    expect(history.deployments[0]?.operationNames).toEqual(['Nightly \uFFFD']);
  } finally {
    await world.close();
  }
});
