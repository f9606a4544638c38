import { Layers, Plus } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { commandOf } from '../commands/commands.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { pressFor } from '../commands/shortcuts.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { isSelected } from '../state/selected.ts';
import { isUndeployed } from '../state/undeployed.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Tree } from '../ui/Tree.tsx';
import { DropLine } from './DropLine.tsx';
import type { DropPlace } from './drop-place.ts';
import { describeMarks } from './marks.ts';
import { moveByKey } from './move-by-key.ts';
import type { PaneNode } from './node.ts';
import styles from './Pane.module.css';
import { PaneRow } from './PaneRow.tsx';
import { usePaneTree } from './use-pane-tree.ts';
import { useReorder } from './use-reorder.ts';
import { useRevealed } from './use-revealed.ts';
import { useScrolled } from './use-scrolled.ts';
import { workflowNodes } from './workflow-nodes.ts';

const PLACE = 'workflows';
const openFromStart = (node: PaneNode) => node.kind === 'workflow';
/** The search stays, whatever is selected on the canvas meanwhile. */
const stay = () => {};

/** The **Workflows** tab. */
export function WorkflowTree() {
  const project = useDesigner((state) => state.project);
  const descriptors = useDesigner((state) => state.descriptors);
  const selection = useDesigner((state) => state.selection);
  const workflowId = useDesigner((state) => state.workflowId);
  const nodes = useMemo(() => (project ? workflowNodes(project, descriptors) : []), [project, descriptors]);
  const { query, setQuery, isSearching, isExpanded, expand, roots, marks } = usePaneTree(PLACE, nodes, openFromStart);
  const [place, setPlace] = useState<DropPlace | null>(null);
  const refusal = useWhyNotAllowed('write');
  const list = useRef<HTMLDivElement>(null);
  const scrolled = useScrolled(PLACE);
  const selected = useMemo(() => new Set(selection.map(({ id }) => id)), [selection]);
  // A step may be selected again and again: operations do not open by that.
  const show = (node: PaneNode, open: boolean) => node.kind === 'workflow' && expand(node, open);
  const handle = useRevealed({ tree: PLACE, nodes, roots, selected, expand: show, showAll: stay });
  const reorder = useReorder({ list, roots, isExpanded, onPlace: setPlace });

  const select: (node: PaneNode, event: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean }) => void = (
    node,
    event,
  ) => {
    if (!node.item) return;
    const state = designer.getState();
    if (event.ctrlKey || event.metaKey || event.shiftKey) state.toggleSelected(node.item);
    else state.select([node.item], { reveal: true });
  };
  const press = (node: PaneNode, event: KeyboardEvent) => {
    if (!node.item) return false;
    if (!isSearching && moveByKey(node, event)) return true;
    if (event.key === 'Enter' && node.kind === 'workflow') {
      select(node, event);
      return true;
    }
    return pressFor({ ...node.item, place: PLACE }, event);
  };

  return (
    <div className={styles.tab} ref={list}>
      <div className={styles.tools}>
        <SearchField label="Search workflows" placeholder="Search" value={query} onChange={setQuery} />
        <IconButton
          label="New workflow"
          icon={<Plus size={16} />}
          disabledReason={refusal}
          onClick={() => {
            if (workflowId !== null)
              runCommand(commandOf('new-workflow'), { kind: 'workflow', id: workflowId, place: PLACE });
          }}
        />
      </div>
      {roots.length === 0 ? (
        <NothingThere isSearching={isSearching} query={query} />
      ) : (
        <Tree
          ref={handle}
          label="Workflows"
          {...scrolled}
          roots={roots}
          isExpanded={isExpanded}
          onExpand={expand}
          isSelected={({ item, kind }) =>
            item !== null &&
            (isSelected(selection, item.kind, item.id) ||
              (kind === 'workflow' && selection.length === 0 && item.id === workflowId))
          }
          onSelect={select}
          onOpen={(node) => node.item && designer.getState().startRename(node.item, PLACE)}
          onMenu={(node, anchor) => node.item && designer.getState().openMenu({ ...node.item, place: PLACE }, anchor)}
          onKey={press}
          nameOf={(node) => (node.number ? `${node.number} ${node.name}` : node.name)}
          rowProps={(node) => ({
            'aria-description': describeMarks(
              node,
              marks,
              node.kind === 'operation' && isUndeployed(designer.getState(), node.id),
            ),
            ...(isSearching || refusal !== null ? {} : reorder(node)),
          })}
          row={(node) => <PaneRow node={node} place={PLACE} query={query} marks={marks} />}
          overlay={(rowHeight) => place && <DropLine place={place} rowHeight={rowHeight} />}
        />
      )}
    </div>
  );
}

function NothingThere({ isSearching, query }: { isSearching: boolean; query: string }) {
  if (isSearching)
    return (
      <EmptyState
        title={`Nothing named “${query.trim()}”`}
        text="Workflows, operations and steps are searched by name and number."
      />
    );
  return (
    <EmptyState
      icon={<Layers size={24} aria-hidden="true" />}
      title="No workflow"
      text="Operations are drawn in workflows. Add one with + above."
    />
  );
}
