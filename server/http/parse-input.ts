import type { z } from 'zod';
import { ApiError } from './api-error.ts';

/** More than these would not be read by anybody. */
const MAX_ISSUES = 20;

/**
 * Parses one part of a request. The error names places and rules, never the values that were sent: they may be secrets.
 * @throws {ApiError} `invalid-request`, with `{path, message}` for each issue as details.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  value: unknown,
  part: 'path' | 'query' | 'body',
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    path: [part, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  const first = issues[0];
  const where = first ? `${first.path}: ${first.message}` : part;
  throw new ApiError('invalid-request', `The request does not have the right form. ${where}`, {
    todo: 'See /api/openapi.json for what this route takes.',
    details: { issues },
  });
}
