import { placeOf } from '../../../shared/project/project.ts';
import { designer } from '../../state/designer.ts';
import { goTo } from '../../state/go-to.ts';
import type { Link } from './link.ts';

/**
 * Shows what a link leads to: an operation on its workflow's canvas, or in the project pane when it is in none; the screen of an
 * e-mail.
 */
export function goToTarget({ kind, toId }: Pick<Link, 'kind' | 'toId'>): void {
  const { project, setPaneTab, openScreen } = designer.getState();
  if (kind === 'send-email') {
    if (project?.emails[toId]) openScreen({ kind: 'email', emailId: toId });
    return;
  }
  if (!project?.operations[toId]) return;
  if (!placeOf(project, toId)) setPaneTab('components');
  goTo({ kind: 'operation', id: toId }, { focus: true });
}
