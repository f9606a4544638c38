import type { NodeProps } from '@xyflow/react';
import type { MouseEvent } from 'react';
import { runCommand } from '../commands/menu-entries.ts';
import { ProblemsButton } from '../commands/ProblemsButton.tsx';
import { settings } from '../commands/settings.ts';
import { useDesigner } from '../state/designer.ts';
import { shownRun } from '../state/newest-runs.ts';
import { isUndeployed } from '../state/undeployed.ts';
import { classes } from '../ui/classes.ts';
import { Progress } from '../ui/Progress.tsx';
import { CollapsedSteps } from './CollapsedSteps.tsx';
import { hasErrors, isOperationInvalid, problemsOf } from './item-problems.ts';
import type { OperationFlowNode } from './nodes.ts';
import styles from './OperationNode.module.css';
import { OperationTitle } from './OperationTitle.tsx';
import { OperationToolbar } from './OperationToolbar.tsx';
import { RunStatus } from './RunStatus.tsx';
import { runProgress } from './run-view.ts';
import { isDragged, useItem } from './use-item.ts';

/** An operation: title, tools, the state of its last run. Its steps are nodes of their own, drawn over it. */
export function OperationNode({ data: { operationId, number, collapsed } }: NodeProps<OperationFlowNode>) {
  const item = useItem('operation', operationId);
  const name = useDesigner((state) => state.project?.operations[operationId]?.name ?? '');
  const isEmpty = useDesigner((state) => state.project?.operations[operationId]?.steps.length === 0);
  const undeployed = useDesigner((state) => isUndeployed(state, operationId));
  const problems = useDesigner((state) => problemsOf(state, operationId));
  const invalid = useDesigner((state) => state.highlightInvalid && isOperationInvalid(state, operationId));
  const progress = useDesigner((state) => runProgress(shownRun(operationId, state)));
  const dragged = useDesigner((state) => isDragged(state, 'operation', operationId));
  const marks = [undeployed && 'undeployed', invalid && 'invalid'].filter((mark) => mark !== false);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/useKeyWithClickEvents: the canvas handles the keys of what is selected
    <div
      ref={item.ref}
      className={classes(
        styles.operation,
        item.selected && styles.selected,
        invalid && styles.invalid,
        collapsed && styles.collapsed,
        dragged && styles.dragged,
      )}
      role="group"
      aria-label={`${number} ${name}`}
      aria-roledescription="operation"
      aria-description={marks.length > 0 ? marks.join(', ') : undefined}
      aria-current={item.selected || undefined}
      tabIndex={item.tabIndex}
      data-operation={operationId}
      onClick={item.onClick}
      onDoubleClick={(event) => {
        if (isBackground(event)) runCommand(settings, { kind: 'operation', id: operationId, place: 'canvas' });
      }}
      onFocus={item.onFocus}
      onContextMenu={item.onContextMenu}
    >
      <header className={styles.header}>
        <OperationTitle operationId={operationId} number={number} name={name} item={item} />
        {(invalid ? hasErrors(problems) : problems.length > 0) && <ProblemsButton problems={problems} name={name} />}
        {collapsed && <CollapsedSteps operationId={operationId} />}
        {collapsed && <RunStatus operationId={operationId} alone />}
        {collapsed && undeployed && <span className={styles.undeployed}>Undeployed</span>}
        <OperationToolbar operationId={operationId} name={name} collapsed={collapsed} reachable={item.tabIndex === 0} />
      </header>
      {!collapsed && isEmpty && <p className={styles.empty}>No step yet. Drag an activity here.</p>}
      {!collapsed && (
        <footer className={styles.footer}>
          <RunStatus operationId={operationId} />
          {undeployed && <span className={styles.undeployed}>Undeployed</span>}
        </footer>
      )}
      {progress !== null && (
        <div className={styles.progress}>
          <Progress label={`Progress of ${name}`} value={progress} />
        </div>
      )}
    </div>
  );
}

/** Whether a double click is on the operation itself: not on its name, a tool or a mark. */
function isBackground({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('.nopan, button, a, input') === null;
}
