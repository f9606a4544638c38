import { ChevronsDownUp, ChevronsUpDown, Search, TriangleAlert } from 'lucide-react';
import { ActionsButton } from '../commands/ActionsButton.tsx';
import { findOnCanvas } from '../commands/find-on-canvas.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './CanvasHeader.module.css';
import { LastDeployed } from './LastDeployed.tsx';
import { WorkflowTabs } from './WorkflowTabs.tsx';

/** The workflows as tabs, when the one shown was last deployed, and what concerns all of it. */
export function CanvasHeader() {
  const workflow = useDesigner((state) => state.project?.workflows.find((one) => one.id === state.workflowId));
  const highlight = useDesigner((state) => state.highlightInvalid);
  const toggleHighlight = useDesigner((state) => state.toggleHighlightInvalid);
  const collapseAll = useDesigner((state) => state.collapseAll);
  const allCollapsed = useDesigner(
    (state) =>
      workflow !== undefined &&
      workflow.operationIds.length > 0 &&
      workflow.operationIds.every((id) => state.collapsed[id] === true),
  );
  return (
    <header className={styles.header}>
      <WorkflowTabs />
      <div className={styles.tools}>
        {workflow && <LastDeployed workflow={workflow} />}
        <IconButton
          label={findOnCanvas.title}
          icon={<Search size={16} />}
          shortcut={findOnCanvas.shortcut}
          onClick={() => designer.getState().openFind()}
        />
        <IconButton
          label={allCollapsed ? 'Expand all operations' : 'Collapse all operations'}
          icon={allCollapsed ? <ChevronsUpDown size={16} /> : <ChevronsDownUp size={16} />}
          onClick={() => collapseAll(!allCollapsed)}
        />
        <IconButton
          label="Highlight invalid items"
          icon={<TriangleAlert size={16} />}
          pressed={highlight}
          onClick={toggleHighlight}
        />
        {workflow && (
          <ActionsButton target={{ kind: 'workflow', id: workflow.id, place: 'header' }} name={workflow.name} />
        )}
      </div>
    </header>
  );
}
