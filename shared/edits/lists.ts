import type { Id } from '../project/id.ts';
import type { Operation } from '../project/operation.ts';
import type { Project } from '../project/project.ts';
import type { Step } from '../project/step.ts';
import { indexOf } from './operation-index.ts';

/** `list` with `item` at `index`, or at the end when the index lies beyond it. */
export function insertAt<T>(list: readonly T[], index: number, item: T): T[] {
  return list.toSpliced(Math.min(index, list.length), 0, item);
}

export function withoutIndex<T>(list: readonly T[], index: number): T[] {
  return list.toSpliced(index, 1);
}

/** Where a step stands, or null when the project has none with that id. */
export function findStep(project: Project, stepId: Id): { operation: Operation; index: number; step: Step } | null {
  const operation = project.operations[indexOf(project.operations).ownerOf(stepId) ?? ''];
  const index = operation?.steps.findIndex((step) => step.id === stepId) ?? -1;
  const step = operation?.steps[index];
  return operation && step ? { operation, index, step } : null;
}
