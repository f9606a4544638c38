import { placeOf } from '../../../shared/project/project.ts';
import { designer } from '../../state/designer.ts';
import { goTo } from '../../state/go-to.ts';
import type { Link } from './link.ts';

/** Shows the operation that a link leads to: on its workflow's canvas, or in the project pane when it is in none. */
export function goToTarget({ toId }: Pick<Link, 'toId'>): void {
  const { project, setPaneTab } = designer.getState();
  if (!project?.operations[toId]) return;
  if (!placeOf(project, toId)) setPaneTab('components');
  goTo({ kind: 'operation', id: toId }, { focus: true });
}
