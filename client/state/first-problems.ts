import type { CheckContext } from '../../shared/checks/check-context.ts';
import { problems } from '../../shared/checks/problems.ts';
import type { Project } from '../../shared/project/project.ts';
import { inSlices } from './in-slices.ts';

/** Activities looked at before the page gets to answer again, if it wants to. */
const PIECE = 100;
/** So many activities are looked at in no time. */
const FEW = 500;

/** Whether a document is so small that its problems can be told at once. */
export function isSmall(project: Project): boolean {
  return Object.keys(project.activities).length <= FEW;
}

/**
 * Works out a large document's problems without keeping the page from answering: what is wrong with each thing is known
 * afterwards, so that {@link problems} has little left to do. Ends early when `isWanted` says so.
 */
export async function findProblems(project: Project, context: CheckContext, isWanted: () => boolean): Promise<void> {
  const activities = Object.entries(project.activities);
  const pieces = Array.from({ length: Math.ceil(activities.length / PIECE) }, (_, index) =>
    activities.slice(index * PIECE, (index + 1) * PIECE),
  );
  const nothing = { ...project, workflows: [], operations: {} };
  await inSlices(pieces, (piece) => {
    problems({ ...nothing, activities: Object.fromEntries(piece) }, context);
    return isWanted();
  });
}
