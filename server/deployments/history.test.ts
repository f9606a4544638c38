import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeploymentDetail, DeploymentPage } from '../../shared/api/history.ts';
import type { Activity } from '../../shared/project/activity.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { ProjectClient } from '../../testing/product/api-client.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.close());

const storage = { url: 'http://127.0.0.1:9', accessKeyId: 'key', secretAccessKey: 'a secret' };

interface Drawn {
  client: ProjectClient;
  /** Get → Put. */
  draw(name: string): Promise<Id>;
}

async function newProject(): Promise<Drawn> {
  const client = await ProjectClient.create(server.url, 'Deployed');
  const connectionId = await client.connect('Storage', storage);
  const activity = (type: string, name: string) => ({
    connectionId,
    type,
    name,
    settings: { bucketOptions: 'text', bucket: 'bucket', key: 'a.csv' },
  });
  const draw = (name: string) =>
    client.draw(name, [activity('get-object', `Get for ${name}`), activity('put-object', `Put for ${name}`)]);
  return { client, draw };
}

async function deploy(client: ProjectClient, operationIds: readonly Id[], note: object = {}): Promise<Id> {
  const reply = await fetch(`${client.base}/deployments`, {
    method: 'POST',
    body: JSON.stringify({ operationIds, ...note }),
    headers: { 'content-type': 'application/json' },
  });
  expect(reply.status).toBe(200);
  return (await reply.json()).deploymentId;
}

async function page(client: ProjectClient, query = ''): Promise<DeploymentPage> {
  const reply = await fetch(`${client.base}/deployments${query}`);
  expect(reply.status).toBe(200);
  return DeploymentPage.parse(await reply.json());
}

async function detail(client: ProjectClient, id: Id): Promise<DeploymentDetail> {
  const reply = await fetch(`${client.base}/deployments/${id}`);
  expect(reply.status).toBe(200);
  return DeploymentDetail.parse(await reply.json());
}

async function activityOf(client: ProjectClient, name: string): Promise<Activity> {
  const { project } = await client.state();
  const found = Object.values(project.activities).find((activity) => activity.name === name);
  if (!found) throw new Error(`no activity ${name}`);
  return found;
}

describe('deployments', () => {
  test('keep who made them, of which revision, and what was said', async () => {
    const { client, draw } = await newProject();
    const [one, two] = [await draw('One'), await draw('Two')];
    const plain = await deploy(client, [one]);
    const told = await deploy(client, [two, one], {
      tag: ' v1.2 ',
      comment: 'For the auditors.',
      clientId: 'brw_a.page_b',
    });
    const { revision } = await client.state();
    const { deployments, next } = await page(client);
    expect(next).toBeNull();
    expect(deployments).toMatchObject([
      {
        id: told,
        tag: 'v1.2',
        comment: 'For the auditors.',
        clientId: 'brw_a.page_b',
        revision,
        operationCount: 2,
        operationNames: ['One', 'Two'],
      },
      { id: plain, tag: null, comment: null, clientId: null, revision, operationCount: 1, operationNames: ['One'] },
    ]);
  });

  test('are listed by pages, the newest first, while others go on deploying', async () => {
    const { client, draw } = await newProject();
    const one = await draw('One');
    const made: Id[] = [];
    for (let count = 0; count < 5; count += 1) made.push(await deploy(client, [one]));
    const first = await page(client, '?limit=2');
    await deploy(client, [one]);
    const second = await page(client, `?limit=2&before=${first.next}`);
    const third = await page(client, `?limit=2&before=${second.next}`);
    expect([first, second, third].flatMap(({ deployments }) => deployments.map(({ id }) => id))).toEqual(
      made.toReversed(),
    );
    expect(third.next).toBeNull();
  });

  test('tell what changed against what was deployed before, also by an older deployment', async () => {
    const { client, draw } = await newProject();
    const [one, two, three] = [await draw('One'), await draw('Two'), await draw('Three')];
    const first = await deploy(client, [one, two]);
    await deploy(client, [three]);
    const get = await activityOf(client, 'Get for One');
    await client.edit('Change', {
      type: 'activity.change',
      activity: { ...get, settings: { ...get.settings, key: 'b.csv' } },
    });
    await client.edit('Rename', { type: 'operation.rename', operationId: two, name: 'Zwei' });
    const newStep = {
      id: newId('stp'),
      kind: 'activity' as const,
      componentId: (await activityOf(client, 'Put for One')).id,
    };
    const { project } = await client.state();
    await client.edit('Remove', { type: 'step.remove', stepId: project.operations[two]?.steps[1]?.id ?? '' });
    await client.edit('Insert', { type: 'step.insert', operationId: two, index: 1, step: newStep });
    const last = await deploy(client, [one, two, three]);
    expect((await detail(client, first)).operations).toMatchObject([
      { name: 'One', change: 'added', changes: [] },
      { name: 'Two', change: 'added' },
    ]);
    const { operations, before, removed } = await detail(client, last);
    expect(before?.operationNames).toEqual(['Three']);
    expect(removed).toEqual([]);
    expect(operations).toEqual([
      {
        operationId: one,
        name: 'One',
        change: 'changed',
        changes: [
          {
            kind: 'activity',
            name: 'Get for One',
            from: null,
            connector: 'amazon-s3',
            type: 'get-object',
            fields: ['key'],
          },
        ],
      },
      { operationId: three, name: 'Three', change: 'unchanged', changes: [] },
      {
        operationId: two,
        name: 'Zwei',
        change: 'changed',
        changes: [
          { kind: 'renamed', from: 'Two' },
          { kind: 'step-added', name: 'Put for One' },
          { kind: 'step-removed', name: 'Put for Two' },
        ],
      },
    ]);
    // A secret is named by its reference at most, and never stands in a history.
    expect(JSON.stringify(operations)).not.toContain('sec_');
  });

  test('tell which deployed operations went from the design since the one before', async () => {
    const { client, draw } = await newProject();
    const [one, two, never] = [await draw('One'), await draw('Two'), await draw('Never deployed')];
    await deploy(client, [one, two]);
    for (const operationId of [two, never]) {
      await client.edit('Remove', { type: 'operation.remove', operationId });
      await client.edit('Delete', { type: 'operation.delete', operationId });
    }
    const last = await detail(client, await deploy(client, [one]));
    expect(last.removed).toEqual([{ operationId: two, name: 'Two' }]);
    expect(last.operations).toMatchObject([{ name: 'One', change: 'unchanged' }]);
    expect((await detail(client, await deploy(client, [one]))).removed).toEqual([]);
  });

  test('of another project, or that never were, are not found', async () => {
    const { client, draw } = await newProject();
    const other = await newProject();
    const id = await deploy(client, [await draw('One')]);
    for (const path of [`${other.client.base}/deployments/${id}`, `${client.base}/deployments/dep_none`])
      expect((await fetch(path)).status).toBe(404);
    expect((await page(other.client)).deployments).toEqual([]);
    const deleted = await ProjectClient.create(server.url, 'Deleted');
    await fetch(deleted.base, { method: 'DELETE' });
    expect((await fetch(`${deleted.base}/deployments`)).status).toBe(404);
  });

  test('refuse a tag or a comment that is too long', async () => {
    const { client, draw } = await newProject();
    const operationIds = [await draw('One')];
    for (const note of [{ tag: 'x'.repeat(65) }, { comment: 'x'.repeat(2001) }]) {
      const reply = await fetch(`${client.base}/deployments`, {
        method: 'POST',
        body: JSON.stringify({ operationIds, ...note }),
        headers: { 'content-type': 'application/json' },
      });
      expect(reply.status).toBe(400);
    }
    expect((await page(client)).deployments).toEqual([]);
  });
});
