import { type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import { commandOf } from '../commands/commands.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { pressFor } from '../commands/shortcuts.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { goTo } from '../state/go-to.ts';
import { beginPointerDrag } from '../state/pointer-drag.ts';
import { isUndeployed } from '../state/undeployed.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Tree } from '../ui/Tree.tsx';
import { componentNodes } from './component-nodes.ts';
import type { PaneNode } from './node.ts';
import styles from './Pane.module.css';
import { describeMarks, PaneRow } from './PaneRow.tsx';
import { selectedComponents } from './selected-components.ts';
import { usePaneTree } from './use-pane-tree.ts';

const PLACE = 'components';
const openFromStart = () => true;

/** The **Components** tab. */
export function ComponentTree() {
  const project = useDesigner((state) => state.project);
  const selection = useDesigner((state) => state.selection);
  const nodes = useMemo(() => (project ? componentNodes(project) : []), [project]);
  const selected = useMemo(() => selectedComponents(project, selection), [project, selection]);
  const { query, setQuery, isSearching, isExpanded, expand, roots, marks } = usePaneTree(nodes, openFromStart);

  const select = (node: PaneNode) => {
    if (node.item) goTo(node.item);
    else if (!isSearching) expand(node, !isExpanded(node));
  };
  const open = (node: PaneNode) => {
    if (node.kind === 'activity' || node.kind === 'connection')
      runCommand(commandOf('view-edit'), { kind: node.kind, id: node.id, place: PLACE });
  };
  const press = (node: PaneNode, event: KeyboardEvent) => {
    if (
      event.key === 'Enter' &&
      !event.ctrlKey &&
      !event.metaKey &&
      (node.item === null || node.kind === 'operation')
    ) {
      select(node);
      return true;
    }
    return node.item !== null && pressFor({ ...node.item, place: PLACE }, event);
  };

  return (
    <div className={styles.tab}>
      <div className={styles.tools}>
        <SearchField label="Search components" placeholder="Search" value={query} onChange={setQuery} />
      </div>
      {roots.length === 0 ? (
        <EmptyState
          title={`Nothing named “${query.trim()}”`}
          text="Connections, activities and operations are searched by name."
        />
      ) : (
        <Tree
          label="Components"
          roots={roots}
          isExpanded={isExpanded}
          onExpand={expand}
          isSelected={({ item }) => item !== null && selected.has(item.id)}
          onSelect={select}
          onOpen={open}
          onMenu={(node, anchor) => node.item && designer.getState().openMenu({ ...node.item, place: PLACE }, anchor)}
          onKey={press}
          nameOf={({ name, count }) => (count === undefined ? name : `${name} ${count}`)}
          rowProps={(node) => ({
            'aria-description': describeMarks(
              node,
              marks,
              node.kind === 'operation' && isUndeployed(designer.getState(), node.id),
            ),
            onPointerDown: (event) => beginDrag(event, node),
          })}
          row={(node) => <PaneRow node={node} place={PLACE} query={query} marks={marks} />}
        />
      )}
    </div>
  );
}

/** An activity's row can be dragged onto the canvas, as one more reference to it; an operation's too, when it stands nowhere. */
function beginDrag(event: PointerEvent, { kind, id }: PaneNode): void {
  if (kind === 'activity') beginPointerDrag(event, { kind, activityId: id });
  if (kind === 'operation') beginPointerDrag(event, { kind, operationId: id });
}
