import { Plus } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { Workflow } from '../../shared/project/workflow.ts';
import { addWorkflow } from '../commands/new-workflow.ts';
import { pressFor } from '../commands/shortcuts.ts';
import { designer, useDesigner } from '../state/designer.ts';
import type { Selected } from '../state/selected.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { NameInput } from '../ui/NameInput.tsx';
import styles from './CanvasHeader.module.css';
import { nameProblemOf } from './OperationTitle.tsx';

const NONE: readonly Workflow[] = [];

/** One tab for each workflow; a double click or F2 renames it, + adds one. */
export function WorkflowTabs() {
  const workflows = useDesigner((state) => state.project?.workflows ?? NONE);
  const shown = useDesigner((state) => state.workflowId);
  const list = useRef<HTMLDivElement>(null);
  const refusal = useWhyNotAllowed('write');

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.altKey ? undefined : { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = workflows.findIndex((workflow) => workflow.id === shown);
    const next = by === undefined ? undefined : workflows[(at + by + workflows.length) % workflows.length];
    const current = workflows[at];
    if (next) {
      designer.getState().showWorkflow(next.id);
      list.current?.querySelector<HTMLElement>(`[data-workflow="${next.id}"]`)?.focus();
    } else if (!current || !pressTab(current.id, event)) return;
    event.preventDefault();
  };

  return (
    <div className={styles.tabs}>
      <div ref={list} className={styles.list} role="tablist" aria-label="Workflows" onKeyDown={onKeyDown}>
        {workflows.map((workflow) => (
          <Tab key={workflow.id} workflow={workflow} isShown={workflow.id === shown} />
        ))}
      </div>
      <IconButton
        label="New workflow"
        icon={<Plus size={16} />}
        size="small"
        disabledReason={refusal}
        onClick={() => addWorkflow(designer.getState(), 'canvas')}
      />
    </div>
  );
}

/** The keys of a tab's menu; Shift+F10 opens it. */
function pressTab(id: string, event: KeyboardEvent): boolean {
  const target = { kind: 'workflow', id, place: 'canvas' } as const;
  if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return pressFor(target, event);
  if (event.target instanceof Element) designer.getState().openMenu(target, event.target);
  return true;
}

function Tab({ workflow, isShown }: { workflow: Workflow; isShown: boolean }) {
  const self: Selected = { kind: 'workflow', id: workflow.id };
  const isRenaming = useDesigner(
    ({ renaming }) => renaming?.kind === 'workflow' && renaming.id === workflow.id && renaming.place === 'canvas',
  );
  const { endRename, openMenu, rename, showWorkflow, startRename } = designer.getState();
  if (isRenaming)
    return (
      <NameInput
        label="Workflow name"
        value={workflow.name}
        problem={(typed) => nameProblemOf(self, typed)}
        onCommit={(typed) => rename(self, typed)}
        onEnd={() => {
          endRename();
          requestAnimationFrame(() => focusTab(workflow.id));
        }}
        home={() => tabOf(workflow.id)}
        className={styles.nameInput}
      />
    );
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isShown}
      tabIndex={isShown ? 0 : -1}
      className={classes(styles.tab, isShown && styles.shown)}
      data-workflow={workflow.id}
      title={workflow.name}
      onClick={() => showWorkflow(workflow.id)}
      onDoubleClick={() => startRename(self, 'canvas')}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu({ ...self, place: 'canvas' }, { x: event.clientX, y: event.clientY });
      }}
    >
      {workflow.name}
    </button>
  );
}

/** Gives the focus to a tab after its name was edited, unless it has gone elsewhere meanwhile. */
function focusTab(workflowId: string): void {
  const { activeElement } = document;
  if (activeElement === document.body || activeElement?.getAttribute('role') === 'tab') tabOf(workflowId)?.focus();
}

function tabOf(workflowId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[role="tab"][data-workflow="${workflowId}"]`);
}
