import { cpSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyProject } from '../../shared/project/project.ts';
import { temporaryFolder } from '../../testing/product/reap.ts';
import { testDatabase } from '../../testing/product/test-database.ts';
import { migrate } from './migrate.ts';
import { sql } from './sql.ts';

const all = join(import.meta.dirname, 'migrations');

test('deployments from before there was a history get their order and the revision they were made from', async () => {
  const database = await testDatabase();
  try {
    const earlier = mkdtempSync(join(temporaryFolder(), 'migrations-'));
    for (const name of readdirSync(all).filter((one) => one < '0030')) cpSync(join(all, name), join(earlier, name));
    await sql`drop schema public cascade`.execute(database.db);
    await sql`create schema public`.execute(database.db);
    await migrate(database.connection, earlier);
    const project = emptyProject('Old', 'prj_old');
    await sql`insert into projects (id, name, revision) values ('prj_old', 'Old', 3)`.execute(database.db);
    await sql`insert into project_checkpoints (project_id, revision, document)
      values ('prj_old', 2, ${JSON.stringify(project)}::json)`.execute(database.db);
    for (const revision of [1, 2, 3])
      await sql`insert into project_edits (project_id, revision, envelope_id, client_id, envelope, at)
        values ('prj_old', ${revision}, ${`edt_${revision}`}, 'page_a', '{}', ${`2026-01-0${revision}T12:00:00Z`})`.execute(
        database.db,
      );
    for (const [id, at] of [
      ['dep_b', '2026-01-02T13:00:00Z'],
      ['dep_c', '2026-01-04T00:00:00Z'],
      ['dep_a', '2026-01-01T00:00:00Z'],
    ])
      await sql`insert into deployments (id, project_id, deployed_at) values (${id}, 'prj_old', ${at})`.execute(
        database.db,
      );
    await migrate(database.connection);
    await database.db.insertInto('deployments').values({ id: 'dep_d', project_id: 'prj_old', revision: 3 }).execute();
    const rows = await database.db
      .selectFrom('deployments')
      .select(['id', 'number', 'revision'])
      .orderBy('number')
      .execute();
    expect(rows).toEqual([
      { id: 'dep_a', number: 1, revision: 0 },
      { id: 'dep_b', number: 2, revision: 2 },
      { id: 'dep_c', number: 3, revision: 3 },
      { id: 'dep_d', number: 4, revision: 3 },
    ]);
    const kept = await database.db.selectFrom('project_milestones').select(['project_id', 'revision']).execute();
    expect(kept).toEqual([{ project_id: 'prj_old', revision: 2 }]);
  } finally {
    await database.close();
  }
});
