import { COMPONENT_KINDS, type Reference } from '../../../shared/checks/dependencies.ts';
import type { Project } from '../../../shared/project/project.ts';
import { nameOf } from '../../state/item-name.ts';
import styles from './DeleteDialog.module.css';

/** As many as one reads; the rest is counted. */
const MOST = 100;

/** Names things that a deletion concerns, by kind. */
export function DeleteList({
  label,
  things,
  project,
}: {
  label: string;
  things: readonly Reference[];
  project: Project;
}) {
  const sorted = COMPONENT_KINDS.flatMap((kind) => things.filter((thing) => thing.kind === kind));
  const more = sorted.length - MOST;
  return (
    <ul className={styles.list} aria-label={label}>
      {sorted.slice(0, MOST).map((thing) => (
        <li key={`${thing.kind} ${thing.id}`}>
          <span className={styles.kind}>{thing.kind === 'email' ? 'e-mail' : thing.kind}</span>
          {nameOf(thing, project)}
        </li>
      ))}
      {more > 0 && <li className={styles.kind}>and {more} more</li>}
    </ul>
  );
}
