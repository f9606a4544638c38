import { Network } from 'lucide-react';
import { useId, useState } from 'react';
import type { ComponentKind, Reference } from '../../shared/checks/dependencies.ts';
import type { Project } from '../../shared/project/project.ts';
import { focusTreeIfLost } from '../commands/focus-tree.ts';
import { designer } from '../state/designer.ts';
import { goTo } from '../state/go-to.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './Dependencies.module.css';
import { DependencyIcon } from './DependencyIcon.tsx';
import type { DependencyRow } from './dependency-rows.ts';

const NAMES: Readonly<Record<ComponentKind, string>> = {
  workflow: 'Workflows',
  operation: 'Operations',
  activity: 'Activities',
  connection: 'Connections',
  variable: 'Project variables',
  email: 'E-mails',
  schedule: 'Schedules',
};

/** As many rows as are drawn at once: a connection may have thousands of activities. */
const PAGE = 200;

/** The dependencies of one kind, each a link. */
export function DependencyGroup({
  kind,
  rows,
  project,
}: {
  kind: ComponentKind;
  rows: readonly DependencyRow[];
  project: Project;
}) {
  const heading = useId();
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <h4 className={styles.kind} id={heading}>
        {NAMES[kind]} <span className={styles.count}>{rows.length}</span>
      </h4>
      <ul aria-labelledby={heading}>
        {rows.slice(0, shown).map((row) => (
          <li key={row.id} className={styles.row}>
            <button type="button" className={styles.link} title={row.name} onClick={() => show(row)}>
              <DependencyIcon thing={row} project={project} />
              {row.number && <span className={styles.number}>{row.number} </span>}
              <span className={styles.name}>{row.name}</span>
            </button>
            <IconButton
              label={`View dependencies of ${row.name}`}
              icon={<Network size={14} aria-hidden="true" />}
              size="small"
              className={styles.walk}
              onClick={() => designer.getState().viewDependencies(row)}
            />
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <Button size="small" variant="ghost" onClick={() => setShown(shown + PAGE)}>
          {`Show more (${rows.length - shown} left)`}
        </Button>
      )}
    </>
  );
}

function show({ kind, id }: Reference): void {
  goTo({ kind, id }, { focus: true });
  focusTreeIfLost();
}
