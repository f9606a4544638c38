import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { MenuAnchor } from './AnchoredMenu.tsx';
import styles from './Tree.module.css';
import { TreeArrow } from './TreeArrow.tsx';
import {
  type KnownRows,
  type Nodes,
  nextIndex,
  type TreeNode,
  type TreeRow,
  treeRows,
  typeAhead,
} from './tree-rows.ts';
import { useTypedText } from './use-typed-text.ts';

const ROW_HEIGHT = 28;

export interface TreeHandle {
  /** Scrolls to a row that shows and gives it the focus; false when it does not. */
  focus(id: string): boolean;
  /** Scrolls to a row that shows; false when it does not. */
  scrollTo(id: string): boolean;
}

export interface TreeProps<N extends TreeNode & { children: Nodes<N> }> {
  label: string;
  roots: Nodes<N>;
  isExpanded: (node: N) => boolean;
  onExpand: (node: N, expanded: boolean) => void;
  isSelected: (node: N) => boolean;
  /** A click, or Space. */
  onSelect: (node: N, event: { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean }) => void;
  /** A double-click. */
  onOpen: (node: N) => void;
  /** A right click, Shift+F10 or the menu key. */
  onMenu: (node: N, anchor: MenuAnchor) => void;
  /** Keys that do not move through the tree; true when it meant something. */
  onKey?: (node: N, event: KeyboardEvent) => boolean;
  /** What stands in a row, after the arrow. */
  row: (node: N, place: TreeRow<N>) => ReactNode;
  /** The accessible name where it is more than the name. */
  nameOf?: (node: N) => string;
  /** More attributes of a row, e.g. what a pointer may drag. */
  rowProps?: (
    node: N,
    index: number,
  ) => HTMLAttributes<HTMLDivElement> & { [data: `data-${string}`]: string | undefined };
  /** Drawn over the rows, e.g. the line where something would drop. `rowHeight` in CSS pixels. */
  overlay?: (rowHeight: number) => ReactNode;
  /** Where it is scrolled to when it comes, in CSS pixels. */
  initialTop?: number;
  /** It goes: tells where it was scrolled to. */
  onLeave?: (top: number) => void;
  ref?: Ref<TreeHandle>;
}

/** A tree of any length: only the rows in view are in the page. One tab stop; arrows walk, letters jump. */
export function Tree<N extends TreeNode & { children: Nodes<N> }>(props: TreeProps<N>) {
  const { label, roots, isExpanded, onExpand, isSelected, onSelect, onOpen, onMenu, onKey, row, nameOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [wantsFocus, setWantsFocus] = useState(0);
  const typed = useTypedText();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is known of the rows holds for one way in which nodes are open
  const known = useMemo<KnownRows<N>>(() => new WeakMap(), [isExpanded]);
  const rows = useMemo(() => treeRows(roots, isExpanded, known), [roots, isExpanded, known]);
  const found = rows.findIndex(({ node }) => node.id === focusedId);
  const focused =
    found >= 0
      ? found
      : Math.max(
          0,
          rows.findIndex(({ node }) => isSelected(node)),
        );

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialOffset: props.initialTop ?? 0,
    getItemKey: (index) => rows[index]?.node.id ?? index,
    // The row with the focus stays in the page: a tab stop must not scroll away.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const first = Math.max(0, startIndex - overscan);
      const last = Math.min(count - 1, endIndex + overscan);
      const indexes = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
      if (focused < first) indexes.unshift(focused);
      else if (focused > last && focused < count) indexes.push(focused);
      return indexes;
    },
  });

  const elementOf = (id: string) => document.getElementById(`${prefix}-${id}`);
  const moveTo = (index: number) => {
    const target = rows[index];
    if (!target) return;
    setFocusedId(target.node.id);
    virtual.scrollToIndex(index, { align: 'auto' });
    setWantsFocus((count) => count + 1);
  };

  // After the row has been drawn.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the focus is asked for, not when it changes
  useEffect(() => {
    if (wantsFocus > 0 && focusedId !== null) elementOf(focusedId)?.focus({ preventScroll: true });
  }, [wantsFocus]);

  const { onLeave } = props;
  useLayoutEffect(() => {
    const element = scroller.current;
    return () => onLeave?.(element?.scrollTop ?? 0);
  }, [onLeave]);

  useImperativeHandle(props.ref, () => ({
    focus: (id) => {
      const index = rows.findIndex(({ node }) => node.id === id);
      moveTo(index);
      return index >= 0;
    },
    scrollTo: (id) => {
      const index = rows.findIndex(({ node }) => node.id === id);
      if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
      return index >= 0;
    },
  }));

  const handleKey = (event: KeyboardEvent<HTMLDivElement>, index: number, current: TreeRow<N>) => {
    if (event.target !== event.currentTarget) return;
    const { node, expanded } = current;
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if ((event.key === 'F10' && event.shiftKey) || event.key === 'ContextMenu') {
      handled();
      return onMenu(node, event.currentTarget);
    }
    if (onKey?.(node, event)) return handled();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ' && !typed.current()) {
      handled();
      return onSelect(node, event);
    }
    if (event.key === 'ArrowRight' && expanded === false) {
      handled();
      return onExpand(node, true);
    }
    if (event.key === 'ArrowLeft' && expanded) {
      handled();
      return onExpand(node, false);
    }
    const next = nextIndex(rows, index, event.key, 10);
    if (next !== index || /^(Arrow|Page|Home|End)/.test(event.key)) {
      handled();
      return moveTo(next);
    }
    if (event.key.length === 1) {
      handled();
      moveTo(typeAhead(rows, index, typed.add(event.key)));
    }
  };

  const rightClick = (event: MouseEvent, node: N) => {
    event.preventDefault();
    setFocusedId(node.id);
    onMenu(node, { x: event.clientX, y: event.clientY });
  };

  return (
    <div className={styles.scroller} ref={scroller}>
      <div className={styles.tree} role="tree" aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const current = rows[index];
          if (!current) return null;
          const { node, level, expanded } = current;
          return (
            <div
              {...props.rowProps?.(node, index)}
              key={node.id}
              id={`${prefix}-${node.id}`}
              role="treeitem"
              tabIndex={index === focused ? 0 : -1}
              aria-label={nameOf?.(node) ?? node.name}
              aria-level={level}
              aria-posinset={current.position}
              aria-setsize={current.siblings}
              aria-expanded={expanded ?? undefined}
              aria-selected={isSelected(node)}
              className={styles.row}
              style={{ transform: `translateY(${start}px)`, paddingLeft: 4 + (level - 1) * 16 }}
              onFocus={() => setFocusedId(node.id)}
              onClick={(event) => onSelect(node, event)}
              onDoubleClick={() => onOpen(node)}
              onContextMenu={(event) => rightClick(event, node)}
              onKeyDown={(event) => handleKey(event, index, current)}
            >
              <TreeArrow expanded={expanded} onToggle={() => onExpand(node, !expanded)} />
              {row(node, current)}
            </div>
          );
        })}
        {props.overlay?.(ROW_HEIGHT)}
      </div>
    </div>
  );
}
