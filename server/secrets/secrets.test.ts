import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { newId } from '../../shared/project/id.ts';
import { temporaryFolder } from '../../testing/product/reap.ts';
import { ApiError } from '../http/api-error.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { open, seal, secretKey } from './cipher.ts';
import { KEY_FILE, loadSecretKey } from './key.ts';
import { createSecrets } from './service.ts';

describe('the cipher', () => {
  const key = secretKey(randomBytes(32));

  test('gives back what was sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const clear = value.toWellFormed();
        expect(open(key, seal(key, clear, 'here'), 'here')).toBe(clear);
      }),
    );
  });

  test('gives nothing for another key, another place, or a changed bit', () => {
    const sealed = seal(key, 'a secret', 'here');
    expect(() => open(secretKey(randomBytes(32)), sealed, 'here')).toThrow();
    expect(() => open(key, sealed, 'there')).toThrow();
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => open(key, changed, 'here')).toThrow();
    }
  });

  test('never seals the same twice alike', () => {
    expect(seal(key, 'same', 'x')).not.toEqual(seal(key, 'same', 'x'));
  });
});

describe('the key', () => {
  test('is made once, by whoever is first, for its owner’s eyes alone', async () => {
    const folder = temporaryFolder();
    const keys = await Promise.all([1, 2, 3].map(() => loadSecretKey(folder, undefined)));
    const again = await loadSecretKey(folder, undefined);
    for (const key of keys) expect(key).toEqual(again);
    if (process.platform !== 'win32') expect((await stat(join(folder, KEY_FILE))).mode & 0o777).toBe(0o600);
  });
});

describe('stored secrets', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  }, 60_000);
  afterAll(() => server.close());

  const post = (path: string, body: string) =>
    fetch(server.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

  test('are for their project alone', async () => {
    const { core } = server.app;
    const { db } = server.database;
    const [mine, other] = [await core.projects.create('Mine'), await core.projects.create('Other')];
    const id = await core.secrets.store(db, mine.id, 'only mine');
    expect(await core.secrets.reveal(db, mine.id, [id])).toEqual(new Map([[id, 'only mine']]));
    await expect(core.secrets.reveal(db, other.id, [id])).rejects.toThrow(ApiError);
    const wrongKey = createSecrets(secretKey(randomBytes(32)));
    await expect(wrongKey.reveal(db, mine.id, [id])).rejects.toThrow('another key');
  });

  test('are in no reply, no log and no row', async () => {
    const marker = 'Zq8-SECRET-marker-4711';
    const { id: projectId } = await server.app.core.projects.create('Discreet');
    const base = `/api/projects/${projectId}`;
    const stored = await post(`${base}/secrets`, JSON.stringify({ value: marker }));
    const { secret } = routes.storeSecret.reply.parse(await stored.json());
    const connection = {
      id: newId('con'),
      connector: 'amazon-s3',
      name: 'Storage',
      settings: { accessKeyId: 'key', secretAccessKey: { secret } },
    };
    const edit = { id: newId('edt'), label: 'Connect', edit: { type: 'connection.create', connection } };
    const replies = [
      await post(`${base}/edits`, JSON.stringify({ baseRevision: 0, clientId: 'one', edits: [edit] })),
      await post(`${base}/secrets`, `{"value":"${marker}"`),
      await post(`${base}/secrets`, `{"value":["${marker}"]}`),
      await post(`${base}/secrets`, `{"value":"${marker}","${marker}":1}`.replace(`"${marker}":1`, '"other":1')),
      await post(`${base}/secrets`, JSON.stringify({ value: marker.repeat(500) })),
      await post(
        `${base}/test`,
        JSON.stringify({ connector: 'none', name: 'x', settings: { secretAccessKey: marker } }),
      ),
      await fetch(server.url + base),
      await fetch(`${server.url}${base}/edits?after=0`),
      await fetch(`${server.url}${base}/secrets/${secret}`),
      await fetch(`${server.url}${base}/secrets`),
    ];
    for (const reply of replies) expect(await reply.text()).not.toContain(marker);
    expect(server.logged()).not.toContain(marker);
    const rows = await server.database.db.selectFrom('secrets').selectAll().where('id', '=', secret).execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.sealed.toString('latin1')).not.toContain(marker);
  });
});
