import { z } from 'zod';
import type { SimpleEdit } from '../../shared/edits/edit.ts';
import { Email } from '../../shared/project/email.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import { copyName, MAX_NAME_LENGTH, nameKey } from '../../shared/project/name.ts';
import type { Project } from '../../shared/project/project.ts';
import { Schedule } from '../../shared/project/schedule.ts';
import { ProjectVariable } from '../../shared/project/variable.ts';

/** A component that stands on no canvas and needs no other: it is copied as it is. */
export const SimpleComponent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('variable'), thing: ProjectVariable }),
  z.strictObject({ kind: z.literal('email'), thing: Email }),
  z.strictObject({ kind: z.literal('schedule'), thing: Schedule }),
]);
export type SimpleComponent = z.infer<typeof SimpleComponent>;
export type SimpleKind = SimpleComponent['kind'];

const KINDS: ReadonlySet<string> = new Set<SimpleKind>(['variable', 'email', 'schedule']);

export function isSimpleKind(kind: string): kind is SimpleKind {
  return KINDS.has(kind);
}

/** A component of the project; null when it is not there. */
export function simpleComponent(project: Project, kind: SimpleKind, id: Id): SimpleComponent | null {
  switch (kind) {
    case 'variable': {
      const thing = project.variables[id];
      return thing ? { kind, thing } : null;
    }
    case 'email': {
      const thing = project.emails[id];
      return thing ? { kind, thing } : null;
    }
    case 'schedule': {
      const thing = project.schedules[id];
      return thing ? { kind, thing } : null;
    }
  }
}

/** The names of a kind that are taken. */
export function simpleNames(project: Project, kind: SimpleKind): string[] {
  const all = { variable: project.variables, email: project.emails, schedule: project.schedules }[kind];
  return Object.values(all).map(({ name }) => name);
}

/** The same under another id and name. */
export function simpleCopy(component: SimpleComponent, id: Id | null, name: string): SimpleComponent {
  switch (component.kind) {
    case 'variable':
      return { kind: 'variable', thing: { ...component.thing, id: id ?? newId('var'), name } };
    case 'email':
      return { kind: 'email', thing: { ...component.thing, id: id ?? newId('eml'), name } };
    case 'schedule':
      return { kind: 'schedule', thing: { ...component.thing, id: id ?? newId('sch'), name } };
  }
}

export function creation({ kind, thing }: SimpleComponent): SimpleEdit {
  switch (kind) {
    case 'variable':
      return { type: 'variable.create', variable: thing };
    case 'email':
      return { type: 'email.create', email: thing };
    case 'schedule':
      return { type: 'schedule.create', schedule: thing };
  }
}

/** The name of a copy. Variables' names have no spaces: `X-Copy`, then `X-Copy-1`. */
export function simpleCopyName(kind: SimpleKind, name: string, taken: readonly string[]): string {
  if (kind !== 'variable') return copyName(name, taken);
  const keys = new Set(taken.map(nameKey));
  const base = `${name.slice(0, MAX_NAME_LENGTH - '-Copy-9999'.length)}-Copy`;
  for (let number = 0; ; number += 1) {
    const candidate = number === 0 ? base : `${base}-${number}`;
    if (!keys.has(nameKey(candidate))) return candidate;
  }
}
