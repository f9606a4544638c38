import { type KeyboardEvent, type PointerEvent, useCallback, useMemo, useState } from 'react';
import { commandOf } from '../commands/commands.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { pressFor } from '../commands/shortcuts.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { goTo } from '../state/go-to.ts';
import { beginPointerDrag } from '../state/pointer-drag.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { Tree } from '../ui/Tree.tsx';
import { componentNodes } from './component-nodes.ts';
import { FilterBar } from './FilterBar.tsx';
import type { Filter } from './filter.ts';
import { describeMarks } from './marks.ts';
import { NothingFound } from './NothingFound.tsx';
import { menuOf, type PaneNode, targetOf, thingId } from './node.ts';
import styles from './Pane.module.css';
import { PaneRow } from './PaneRow.tsx';
import { selectedComponents } from './selected-components.ts';
import { isComponentUndeployed } from './undeployed-components.ts';
import { GROUP_MARK, useGroupDrop } from './use-group-drop.ts';
import { usePaneTree } from './use-pane-tree.ts';
import { usePasses } from './use-passes.ts';
import { useRevealed } from './use-revealed.ts';

const PLACE = 'components';
const openFromStart = () => true;

/** The **Components** tab. */
export function ComponentTree() {
  const project = useDesigner((state) => state.project);
  const selection = useDesigner((state) => state.selection);
  const [filter, setFilter] = useState<Filter>('all');
  const nodes = useMemo(() => (project ? componentNodes(project) : []), [project]);
  const selected = useMemo(() => selectedComponents(project, selection), [project, selection]);
  const passes = usePasses(filter);
  const tree = usePaneTree(nodes, openFromStart, passes);
  const { query, setQuery, isSearching, isExpanded, expand, roots, marks } = tree;
  const groupId = useGroupDrop();
  const isSelected = useCallback((node: PaneNode) => node.item !== null && selected.has(thingId(node)), [selected]);
  const showAll = () => {
    setFilter('all');
    setQuery('');
  };
  const handle = useRevealed({ nodes, roots, selected, expand, showAll });

  const select = (node: PaneNode) => {
    if (node.item) goTo(node.item);
    else if (!isSearching) expand(node, !isExpanded(node));
  };
  const open = (node: PaneNode) => {
    if (node.kind === 'activity' || node.kind === 'connection')
      runCommand(commandOf('view-edit'), { kind: node.kind, id: thingId(node), place: PLACE });
    if (node.kind === 'group') designer.getState().startRename({ kind: 'group', id: node.id }, PLACE);
  };
  const press = (node: PaneNode, event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey;
    if (event.key === 'Enter' && isPlain && (node.item === null || node.kind === 'operation')) {
      select(node);
      return true;
    }
    const target = targetOf(node, PLACE);
    return target !== null && pressFor(target, event);
  };

  return (
    <div className={styles.tab}>
      <div className={styles.tools}>
        <SearchField label="Search components" placeholder="Search" value={query} onChange={setQuery} />
      </div>
      <FilterBar value={filter} onChange={setFilter} />
      {roots.length === 0 ? (
        <NothingFound filter={filter} query={query} onShowAll={showAll} />
      ) : (
        <Tree
          ref={handle}
          label="Components"
          roots={roots}
          isExpanded={isExpanded}
          onExpand={expand}
          isSelected={isSelected}
          onSelect={select}
          onOpen={open}
          onMenu={(node, anchor) => {
            const target = menuOf(node, PLACE);
            if (target) designer.getState().openMenu(target, anchor);
          }}
          onKey={press}
          nameOf={({ name, count }) => (count === undefined ? name : `${name} ${count}`)}
          rowProps={(node) => ({
            'aria-description': describeMarks(node, marks, isComponentUndeployed(designer.getState(), node)),
            ...groupMark(node, groupId),
            onPointerDown: (event) => beginDrag(event, node),
          })}
          row={(node) => <PaneRow node={node} place={PLACE} query={query} marks={marks} />}
        />
      )}
    </div>
  );
}

/** A custom group's rows take what is dropped on them, and show it. */
function groupMark(node: PaneNode, over: string | null) {
  const groupId = node.kind === 'group' ? node.id : node.groupId;
  if (groupId === undefined) return {};
  return { [GROUP_MARK]: groupId, 'data-drop': node.kind === 'group' && over === groupId ? 'true' : undefined };
}

/** A component's row can be dragged: onto the canvas as one more reference to it, and onto a custom group. */
function beginDrag(event: PointerEvent, node: PaneNode): void {
  if (node.kind === 'activity') beginPointerDrag(event, { kind: 'activity', activityId: thingId(node) });
  if (node.kind === 'operation') beginPointerDrag(event, { kind: 'operation', operationId: thingId(node) });
}
