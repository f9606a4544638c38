import { expect, test } from 'vitest';
import { newId } from '../../shared/project/id.ts';
import { givenUpMessage } from './messages.ts';

test('a long reason is cut, never to half a character', () => {
  const now = new Date();
  const row = {
    id: newId('upl'),
    run_id: newId('run'),
    project_id: newId('prj'),
    agent_group_id: newId('grp'),
    deployment_id: newId('dep'),
    operation_id: newId('opn'),
    globals: null,
    intent: {
      id: newId('upl'),
      stepId: newId('stp'),
      connectionId: newId('con'),
      startedAt: now.toISOString(),
      bucket: 'bucket',
      key: 'key',
      asked: '',
      checked: false,
    },
    upload_id: null,
    state: 'open' as const,
    completed: null,
    changed_at: now,
    tries: 0,
    next_try_at: now,
  };
  for (const before of ['', 'a']) {
    const { text } = givenUpMessage(row, before + '😀'.repeat(2_000));
    expect(text).toHaveLength(4_000);
    expect(text.isWellFormed()).toBe(true);
  }
});
