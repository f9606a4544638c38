import { setImmediate } from 'node:timers/promises';
import { apply } from '../../shared/edits/apply.ts';
import { batch, type Edit, simpleEdits } from '../../shared/edits/edit.ts';
import type { Project } from '../../shared/project/project.ts';

/** So many simple edits take some milliseconds even in a large project. */
const SLICE = 200;

/** The project after `edit`; between the parts of a large batch others get their turn. @throws {EditError} */
export async function applyPolitely(project: Project, edit: Edit): Promise<Project> {
  const edits = simpleEdits(edit);
  let next = project;
  for (let start = 0; start < edits.length; start += SLICE) {
    if (start > 0) await setImmediate();
    next = apply(next, batch(edits.slice(start, start + SLICE)));
  }
  return next;
}
