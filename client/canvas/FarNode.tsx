import type { NodeProps } from '@xyflow/react';
import { useDesigner } from '../state/designer.ts';
import { classes } from '../ui/classes.ts';
import styles from './FarNode.module.css';
import { isOperationInvalid } from './item-problems.ts';
import type { OperationFlowNode } from './nodes.ts';
import { toneOf } from './run-view.ts';
import { useItem } from './use-item.ts';

/** An operation seen from far: number, name, one dot for each step, and the dot of its last run. */
export function FarNode({ data: { operationId, number } }: NodeProps<OperationFlowNode>) {
  const item = useItem('operation', operationId);
  const operation = useDesigner((state) => state.project?.operations[operationId]);
  const invalid = useDesigner((state) => state.highlightInvalid && isOperationInvalid(state, operationId));
  const state = useDesigner(({ runs, lastRun }) => runs[lastRun[operationId] ?? '']?.state ?? null);
  const found = useDesigner(({ find }) => find?.ids.has(operationId) === true);
  if (!operation) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/useKeyWithClickEvents: the canvas handles the keys of what is selected
    <div
      ref={item.ref}
      className={classes(styles.far, item.selected && styles.selected, invalid && styles.invalid, 'nopan')}
      role="group"
      aria-label={`${number} ${operation.name}`}
      aria-roledescription="operation"
      tabIndex={item.tabIndex}
      onClick={item.onClick}
      onFocus={item.onFocus}
      onContextMenu={item.onContextMenu}
      onPointerDown={item.onPointerDown}
    >
      <span className={classes(styles.title, found && styles.found)}>
        {number} {operation.name}
      </span>
      <span className={styles.steps} aria-hidden="true">
        {operation.steps.map((step) => (
          <span key={step.id} className={styles.stepDot} />
        ))}
      </span>
      {state !== null && <span className={styles.runDot} data-tone={toneOf(state)} aria-hidden="true" />}
    </div>
  );
}
