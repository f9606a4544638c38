import { expect, test } from 'vitest';
import { apply } from '../../shared/edits/apply.ts';
import { emptyProject } from '../../shared/project/project.ts';
import { connectionEdit } from './connection-edit.ts';

test('a new connection is created, saved again it is changed, and deleted elsewhere it comes back as itself', () => {
  const empty = emptyProject('P');
  const first = connectionEdit(empty, 'amazon-s3', null, { name: 'One', settings: {} });
  const created = apply(empty, first.edit);
  const second = connectionEdit(created, 'amazon-s3', first.id, { name: 'Two', settings: { region: 'eu-west-1' } });
  const changed = apply(created, second.edit);
  expect(Object.values(changed.connections)).toEqual([
    { id: first.id, connector: 'amazon-s3', name: 'Two', settings: { region: 'eu-west-1' } },
  ]);
  expect(
    apply(empty, connectionEdit(empty, 'amazon-s3', first.id, { name: 'Two', settings: {} }).edit).connections,
  ).toEqual({
    [first.id]: { id: first.id, connector: 'amazon-s3', name: 'Two', settings: {} },
  });
});
