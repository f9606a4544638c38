import { type KeyboardEvent, type PointerEvent, useCallback, useMemo, useRef, useState } from 'react';
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
import { KINDS } from './kinds.ts';
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
import { useScrolled } from './use-scrolled.ts';

const PLACE = 'components';
/** What a double click does with a component: the first of these that it has. */
const OPENING = ['view-edit', 'settings'];
const openFromStart = () => true;

/** The **Components** tab. */
export function ComponentTree() {
  const project = useDesigner((state) => state.project);
  const descriptors = useDesigner((state) => state.descriptors);
  const selection = useDesigner((state) => state.selection);
  const filter = useDesigner((state) => state.filter);
  const setFilter = useDesigner((state) => state.setFilter);
  const nodes = useMemo(() => (project ? componentNodes(project, descriptors) : []), [project, descriptors]);
  const selected = useMemo(() => selectedComponents(project, selection), [project, selection]);
  const passes = usePasses(filter);
  const tree = usePaneTree(PLACE, nodes, openFromStart, passes);
  const { query, setQuery, isExpanded, expand, roots, marks } = tree;
  const list = useRef<HTMLDivElement>(null);
  const groupId = useGroupDrop(list);
  const scrolled = useScrolled(PLACE);
  const [near, setNear] = useState<string | null>(null);
  const isSelected = useCallback((node: PaneNode) => node.item !== null && selected.has(thingId(node)), [selected]);
  const showAll = () => {
    setFilter('all');
    setQuery('');
  };
  const handle = useRevealed({ tree: PLACE, nodes, roots, selected, expand, showAll });

  const select = (node: PaneNode) => {
    if (node.item) goTo(node.item);
    else expand(node, !isExpanded(node));
  };
  const open = (node: PaneNode) => {
    const target = targetOf(node, PLACE);
    const opening = OPENING.map(commandOf).find((command) => target && command.when(target, designer.getState()));
    if (target && opening) runCommand(opening, target);
    else if (node.kind === 'group') designer.getState().startRename({ kind: 'group', id: node.id }, PLACE);
  };
  const press = (node: PaneNode, event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey;
    if (event.key === 'Enter' && isPlain && node.item === null) {
      select(node);
      return true;
    }
    const target = targetOf(node, PLACE);
    return target !== null && pressFor(target, event);
  };

  return (
    <div className={styles.tab} ref={list}>
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
          {...scrolled}
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
            onPointerEnter: () => node.kind === 'category' && setNear(node.id),
            onFocusCapture: () => node.kind === 'category' && setNear(node.id),
            onPointerDown: (event) => beginDrag(event, node),
          })}
          row={(node) => <PaneRow node={node} place={PLACE} query={query} marks={marks} isNear={node.id === near} />}
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
  const { drag } = KINDS[node.kind];
  if (drag) beginPointerDrag(event, drag(thingId(node)));
}
