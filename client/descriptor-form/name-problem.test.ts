import { expect, test } from 'vitest';
import { uniqueNameProblem } from './name-problem.ts';

test('a name has to be whole, allowed and the only one, whatever its case', () => {
  const problem = (name: string) => uniqueNameProblem(name, ['Finance S3'], 'Amazon S3 connection');
  expect(problem('Archive')).toBeNull();
  expect(problem('')).toBe('Enter a name.');
  expect(problem('a/b')).toContain('forward slash');
  expect(problem('FINANCE s3')).toBe('Another Amazon S3 connection is named “Finance S3”. Choose another name.');
});
