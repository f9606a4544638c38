import type { Id } from '../../shared/project/id.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { planRename } from '../state/rename-plan.ts';
import type { Selected } from '../state/selected.ts';
import { classes } from '../ui/classes.ts';
import { NameInput } from '../ui/NameInput.tsx';
import styles from './OperationNode.module.css';
import type { CanvasItem } from './use-item.ts';

interface OperationTitleProps {
  operationId: Id;
  number: string;
  name: string;
  item: CanvasItem;
}

/** `1.0 Copy invoices`: the handle by which an operation is dragged; a double click edits the name. */
export function OperationTitle({ operationId, number, name, item }: OperationTitleProps) {
  const self: Selected = { kind: 'operation', id: operationId };
  const found = useDesigner(({ find }) => find?.ids.has(operationId) === true);
  if (item.renaming)
    return (
      <span className={`${styles.title} nopan`}>
        <span className={styles.number}>{number}</span>
        <NameInput
          label="Operation name"
          value={name}
          problem={(typed) => nameProblemOf(self, typed)}
          onCommit={(typed) => designer.getState().rename(self, typed)}
          onEnd={item.endRename}
          home={() => item.ref.current}
          className={styles.nameInput}
        />
      </span>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 and Move to… are the ways of the keyboard
    <span
      className={`${styles.title} ${styles.handle} nopan`}
      title={name}
      onPointerDown={item.onPointerDown}
      onDoubleClick={() => designer.getState().startRename(self, 'canvas')}
    >
      <span className={styles.number}>{number}</span>{' '}
      <span className={classes(styles.name, found && styles.found)}>{name}</span>
    </span>
  );
}

export function nameProblemOf(item: Selected, typed: string): string | null {
  const { project } = designer.getState();
  return project ? planRename(project, item, typed).problem : null;
}
