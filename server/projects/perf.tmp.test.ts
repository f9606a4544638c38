import { test } from 'vitest';
import { type SimpleEdit } from '../../shared/edits/edit.ts';
import { newId } from '../../shared/project/id.ts';
import { startTestServer } from '../test-server.ts';
test('perf', async () => {
  const server = await startTestServer();
  const { core } = server.app;
  const { id } = await core.projects.create('Big');
  const { project } = await core.projects.current(core.database.db, id);
  const wf = project.workflows[0]!.id;
  const con = newId('con');
  const edits: SimpleEdit[] = [{ type: 'connection.create', connection: { id: con, connector: 'amazon-s3', name: 'c', settings: {} } }];
  let op = '';
  for (let i = 0; i < 5000; i++) {
    const acts = [0, 1, 2].map((n) => ({ id: newId('act'), connectionId: con, type: 'get-object', name: `A ${i} ${n}`, settings: { bucketOptions: 'lists', bucket: 'inbox', key: `2026/${i}.pdf` }, configured: true }));
    for (const activity of acts) edits.push({ type: 'activity.create', activity });
    op = newId('opn');
    edits.push({ type: 'operation.create', operation: { id: op, name: `Op ${i}`, steps: acts.map((a) => ({ id: newId('stp'), kind: 'activity' as const, componentId: a.id })) } });
    edits.push({ type: 'operation.place', operationId: op, workflowId: wf, index: 99999 });
  }
  let t = performance.now();
  const send = async (revision: number, list: unknown[]) => {
    const r = await fetch(`${server.url}/api/projects/${id}/edits`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ baseRevision: revision, clientId: 'x', edits: list }) });
    if (r.status !== 200) throw new Error(await r.text());
    await r.text();
  };
  await send(0, [{ id: newId('edt'), label: 'big', edit: { type: 'batch', edits } }]);
  console.log('batch of', edits.length, performance.now() - t);
  for (const n of [1, 2]) {
    const times = [];
    for (let i = 0; i < 120; i++) {
      t = performance.now();
      await send(1 + (n - 1) * 120 + i, [{ id: newId('edt'), label: 'r', edit: { type: 'operation.rename', operationId: op, name: `N ${n} ${i}` } }]);
      times.push(performance.now() - t);
    }
    times.sort((a, b) => a - b);
    console.log('edit p50', times[60], 'p99', times[118], 'max', times[119]);
  }
  t = performance.now();
  const r = await fetch(`${server.url}/api/projects/${id}`); const txt = await r.text();
  console.log('get', txt.length, performance.now() - t);
  await server.restart();
  t = performance.now();
  await (await fetch(`${server.url}/api/projects/${id}`)).text();
  console.log('cold get', performance.now() - t);
  await server.close();
}, 600_000);
