import type { Id } from '../project/id.ts';
import { nameKey } from '../project/name.ts';
import type { Project } from '../project/project.ts';
import type { ComponentKind } from './dependencies.ts';
import type { Problem } from './problem.ts';

/** Names are unique within their kind; activities' within their type, connections' within their connector. */
export function nameProblems(project: Project): Problem[] {
  return [
    ...duplicates(Object.values(project.connections), (one) => one.connector, 'connection'),
    ...duplicates(Object.values(project.activities), (one) => one.type, 'activity'),
    ...duplicates(Object.values(project.operations), () => '', 'operation'),
    ...duplicates(project.workflows, () => '', 'workflow'),
    ...duplicates(Object.values(project.variables), () => '', 'variable'),
    ...duplicates(Object.values(project.emails), () => '', 'email'),
    ...duplicates(Object.values(project.schedules), () => '', 'schedule'),
  ];
}

const KIND_NAME: Readonly<Record<ComponentKind, string>> = {
  workflow: 'workflow',
  operation: 'operation',
  activity: 'activity',
  connection: 'connection',
  variable: 'variable',
  email: 'e-mail',
  schedule: 'schedule',
};

function duplicates<T extends { id: Id; name: string }>(
  things: readonly T[],
  scopeOf: (thing: T) => string,
  kind: ComponentKind,
): Problem[] {
  const groups = Map.groupBy(things, (thing) => `${scopeOf(thing)}/${nameKey(thing.name)}`);
  return [...groups.values()].flatMap((group) =>
    group.slice(1).map((thing) => ({
      code: 'name-not-unique',
      severity: 'error',
      item: { kind, id: thing.id },
      message: `There is more than one ${KIND_NAME[kind]} named "${thing.name}".`,
      fix: 'Rename one of them.',
    })),
  );
}
