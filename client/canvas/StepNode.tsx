import { Handle, type NodeProps, Position } from '@xyflow/react';
import { ArrowLeftToLine, ArrowRightFromLine, CircleHelp } from 'lucide-react';
import { activityTypeOf } from '../../shared/checks/activity-type.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { ProblemsButton } from '../commands/ProblemsButton.tsx';
import { viewEdit } from '../commands/view-edit.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { shownRun } from '../state/newest-runs.ts';
import type { Selected } from '../state/selected.ts';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import { classes } from '../ui/classes.ts';
import { NameInput } from '../ui/NameInput.tsx';
import { isStepInvalid, NO_PROBLEMS, problemsOfStep } from './item-problems.ts';
import type { StepFlowNode } from './nodes.ts';
import { nameProblemOf } from './OperationTitle.tsx';
import styles from './StepNode.module.css';
import { stepWhat } from './step-what.ts';
import { isDragged, useItem } from './use-item.ts';

/** A step: a tile with its connector's icon and the way the data goes, and the activity's name beneath. */
export function StepNode({ data: { stepId, operationId, index, count } }: NodeProps<StepFlowNode>) {
  const item = useItem('step', stepId);
  const project = useDesigner((state) => state.project);
  const descriptors = useDesigner((state) => state.descriptors);
  const step = project?.operations[operationId]?.steps[index];
  const activity = project?.activities[step?.componentId ?? ''];
  const connection = project?.connections[activity?.connectionId ?? ''];
  const type = project && activity ? activityTypeOf(activity, project, descriptors) : null;
  const highlight = useDesigner((state) => state.highlightInvalid);
  const problems = useDesigner((state) => (step ? problemsOfStep(state, step) : NO_PROBLEMS));
  const invalid = useDesigner((state) => highlight && step !== undefined && isStepInvalid(state, step));
  const progress = useDesigner(
    (state) => shownRun(operationId, state)?.steps.find((one) => one.stepId === stepId)?.state,
  );
  const plan = useDesigner(
    (state) => shownRun(operationId, state)?.steps.find((one) => one.stepId === stepId)?.plan?.reason,
  );
  const dragged = useDesigner((state) => isDragged(state, 'step', stepId));
  const found = useDesigner(({ find }) => find?.ids.has(stepId) === true);
  const self: Selected = { kind: 'step', id: stepId };
  const name = activity?.name ?? '';
  const what = stepWhat(activity, type, project, descriptors);

  return (
    <div className={classes(styles.step, dragged && styles.dragged)}>
      <Handle type="target" position={Position.Left} className={styles.handle} isConnectable={false} />
      <Handle type="source" position={Position.Right} className={styles.handle} isConnectable={false} />
      {/* biome-ignore lint/a11y/useSemanticElements: a tile that holds more than a button may */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the canvas handles the keys of what is selected */}
      <div
        ref={item.ref}
        className={classes(styles.tile, item.selected && styles.selected, invalid && styles.invalid, 'nopan')}
        role="button"
        aria-label={name}
        aria-roledescription="step"
        aria-description={`${what}, step ${index + 1} of ${count}${invalid ? ', invalid' : ''}${plan === undefined ? '' : `. Plan: ${plan}`}`}
        aria-pressed={item.selected}
        tabIndex={item.tabIndex}
        title={plan === undefined ? what : `${what}\n${plan}`}
        data-step={stepId}
        data-progress={progress}
        onClick={item.onClick}
        onFocus={item.onFocus}
        onContextMenu={item.onContextMenu}
        onPointerDown={item.onPointerDown}
        onDoubleClick={() => runCommand(viewEdit, { ...self, place: 'canvas' })}
      >
        <ConnectorIcon connector={connection?.connector ?? ''} size={30} />
        <span className={styles.direction} data-direction={type?.direction} aria-hidden="true">
          {type === null ? (
            <CircleHelp size={18} />
          ) : type.direction === 'source' ? (
            <ArrowRightFromLine size={18} />
          ) : (
            <ArrowLeftToLine size={18} />
          )}
        </span>
      </div>
      {highlight && problems.length > 0 && (
        <span className={styles.mark}>
          <ProblemsButton problems={problems} name={name} />
        </span>
      )}
      {item.renaming ? (
        <NameInput
          label="Activity name"
          value={name}
          problem={(typed) => nameProblemOf(self, typed)}
          onCommit={(typed) => designer.getState().rename(self, typed)}
          onEnd={item.endRename}
          home={() => item.ref.current}
          className={classes(styles.nameInput, 'nopan')}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the tile above it is what the keyboard comes to
        // biome-ignore lint/a11y/useKeyWithClickEvents: F2 renames
        <span
          className={classes(styles.name, found && styles.found, 'nopan')}
          title={name}
          onClick={item.onClick}
          onDoubleClick={() => designer.getState().startRename(self, 'canvas')}
          onPointerDown={item.onPointerDown}
        >
          {name}
        </span>
      )}
    </div>
  );
}
