import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { routes } from '../shared/api/routes.ts';
import { EXIT } from './exit-codes.ts';
import { apiOf } from './test-support/api-of.ts';

/** Answers as a server that ends in the middle of its reply. */
const cut: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"projects":[');
  setTimeout(() => response.destroy(), 20);
};

const brokenOff = { exitCode: EXIT.unavailable, message: expect.stringContaining('broke off') };

test('a reply that breaks off is told as that, and not as one of another version', async () => {
  const api = await apiOf(cut);
  await expect(api.call(routes.listProjects)).rejects.toMatchObject(brokenOff);
});

test('a file that breaks off is told as that', async () => {
  const api = await apiOf(cut);
  const read = async () => {
    for await (const _ of await api.text(routes.downloadLog, { params: { projectId: 'prj_a', runId: 'run_a' } }));
  };
  await expect(read()).rejects.toMatchObject(brokenOff);
});

test('a reply in an unknown form is told as one of another version', async () => {
  const api = await apiOf((_request, response) => response.end('<html>'));
  await expect(api.call(routes.listProjects)).rejects.toMatchObject({
    exitCode: EXIT.internal,
    message: expect.stringContaining('in a form this program does not know'),
  });
});
