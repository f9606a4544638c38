import { ChevronDown, FolderOpen, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { nameProblem } from '../../shared/project/name.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { Badge } from '../ui/Badge.tsx';
import { Menu } from '../ui/Menu.tsx';
import { NameInput } from '../ui/NameInput.tsx';
import styles from './Toolbar.module.css';

/** The project's name: opens a menu, F2 or a double-click edits it. */
export function ProjectMenu() {
  const name = useDesigner((state) => state.project?.name ?? '');
  const sample = useDesigner((state) => state.sample);
  const [renaming, setRenaming] = useState(false);
  const refusal = useWhyNotAllowed('write');
  const startRename = () => designer.getState().mayEdit('Rename project') && setRenaming(true);
  const [, navigate] = useLocation();
  return (
    <h1 className={styles.project}>
      {renaming ? (
        <NameInput
          label="Project name"
          value={name}
          className={styles.projectInput}
          problem={nameProblem}
          onCommit={(next) => designer.getState().edit('Rename project', { type: 'project.rename', name: next })}
          onEnd={() => setRenaming(false)}
        />
      ) : (
        <Menu
          label="Project"
          trigger={
            <button
              type="button"
              className={styles.projectButton}
              onDoubleClick={startRename}
              onKeyDown={(event) => event.key === 'F2' && startRename()}
            >
              <span className={styles.projectName}>{name}</span>
              <ChevronDown size={14} aria-hidden="true" />
            </button>
          }
          entries={[
            {
              kind: 'item',
              id: 'rename',
              label: 'Rename project',
              icon: <Pencil size={16} />,
              shortcut: 'F2',
              disabledReason: refusal,
              onSelect: () => setRenaming(true),
            },
            {
              kind: 'item',
              id: 'projects',
              label: 'All projects',
              icon: <FolderOpen size={16} />,
              onSelect: () => navigate('/projects'),
            },
          ]}
        />
      )}
      {sample && <Badge title="Works at once, on a storage that comes with the product">Sample</Badge>}
    </h1>
  );
}
