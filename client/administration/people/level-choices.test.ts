import { expect, test } from 'vitest';
import { levelInWords, NO_ACCESS, withLevel } from './level-choices.ts';

test('a level is given, replaced and taken away; those of other environments stay', () => {
  const given = withLevel({ env_a: 'read' }, 'env_b', 'execute');
  expect(given).toEqual({ env_a: 'read', env_b: 'execute' });
  expect(withLevel(given, 'env_b', 'write')).toEqual({ env_a: 'read', env_b: 'write' });
  expect(withLevel(given, 'env_b', NO_ACCESS)).toEqual({ env_a: 'read' });
});

test('a level is told in the words of the page', () => {
  expect(levelInWords('view-logs')).toBe('View logs');
  expect(levelInWords(NO_ACCESS)).toBe('no access');
});
