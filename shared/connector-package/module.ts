import type { Descriptor, Executor } from '../connector.ts';
import { DescriptorSchema } from './descriptor.ts';

/** What a connector's module exports, checked. */
export interface ConnectorModule {
  descriptor: Descriptor;
  executor: Executor;
}

/** What every executor has; the rest of it is optional. */
const NEEDED = ['test', 'browse', 'execute'] as const;

/** Checks what a connector's module exports. @throws {Error} that says what is wrong with it */
export function readModule(exported: Readonly<Record<string, unknown>>): ConnectorModule {
  const { descriptor, executor } = exported;
  const read = DescriptorSchema.safeParse(descriptor);
  if (!read.success) throw new Error(`Its descriptor is not one: ${firstIssue(read.error)}`);
  if (!isExecutor(executor)) throw new Error(`Its executor must have the functions ${NEEDED.join(', ')}.`);
  return { descriptor: read.data, executor };
}

/** What is wrong first, with where it stands. */
export function firstIssue({
  issues,
}: {
  issues: readonly { path: readonly PropertyKey[]; message: string }[];
}): string {
  const [issue] = issues;
  if (!issue) return '';
  return `${issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `}${issue.message}`;
}

function isExecutor(value: unknown): value is Executor {
  if (typeof value !== 'object' || value === null) return false;
  const members = new Map(Object.entries(value));
  return NEEDED.every((name) => typeof members.get(name) === 'function');
}
