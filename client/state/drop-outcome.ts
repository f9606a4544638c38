import type { Edit } from '../../shared/edits/edit.ts';
import { freeName } from '../../shared/project/name.ts';
import { DEFAULT_OPERATION_NAME } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Selected } from './selected.ts';

/** What a drop comes to. */
export type DropPlan =
  | { ok: true; label: string; edit: Edit; select: Selected; rename: boolean }
  /** The item stays where it is: nothing is to be done. */
  | { ok: true; label: string; edit: null; select: Selected; rename: false }
  | { ok: false; reason: string };

export function refuse(reason: string): DropPlan {
  return { ok: false, reason };
}

/** The name that an operation made by a drop gets. */
export function newOperationName(project: Project): string {
  return freeName(
    DEFAULT_OPERATION_NAME,
    Object.values(project.operations).map((operation) => operation.name),
  );
}
