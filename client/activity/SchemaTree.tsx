import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { SchemaNode } from '../../shared/connector.ts';
import { TreeArrow } from '../ui/TreeArrow.tsx';
import { nextIndex, type TreeRow, treeRows } from '../ui/tree-rows.ts';
import styles from './SchemaTree.module.css';
import { nodeText, type SchemaItem, schemaItems } from './schema-nodes.ts';

const PAGE = 10;

/** A request or response schema as a tree to read: one tab stop, walked with the arrow keys. */
export function SchemaTree({ title, nodes }: { title: string; nodes: readonly SchemaNode[] }) {
  const titleId = useId();
  const tree = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const items = useMemo(() => schemaItems(nodes), [nodes]);
  const rows = treeRows(items, (item) => !closed.has(item.id));
  const focused = Math.max(
    0,
    rows.findIndex(({ node }) => node.id === focusedId),
  );

  const expand = ({ node }: TreeRow<SchemaItem>, expanded: boolean) =>
    setClosed((before) => (expanded ? before.difference(new Set([node.id])) : before.union(new Set([node.id]))));

  const focus = (index: number) => {
    setFocusedId(rows[index]?.node.id ?? null);
    tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[index]?.focus();
  };

  const onKeyDown = (event: KeyboardEvent, index: number, row: TreeRow<SchemaItem>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowRight' && row.expanded === false) expand(row, true);
    else if (event.key === 'ArrowLeft' && row.expanded) expand(row, false);
    else if (/^(Arrow|Page|Home|End)/.test(event.key)) focus(nextIndex(rows, index, event.key, PAGE));
    else return;
    event.preventDefault();
  };

  return (
    <section className={styles.schema} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      <div ref={tree} role="tree" aria-labelledby={titleId} className={styles.tree}>
        {rows.map((row, index) => {
          const { id, node } = row.node;
          return (
            <div
              key={id}
              role="treeitem"
              tabIndex={index === focused ? 0 : -1}
              data-level={row.level}
              aria-label={nodeText(node)}
              aria-level={row.level}
              aria-posinset={row.position}
              aria-setsize={row.siblings}
              aria-expanded={row.expanded ?? undefined}
              className={styles.row}
              onKeyDown={(event) => onKeyDown(event, index, row)}
              onFocus={() => setFocusedId(id)}
            >
              <TreeArrow expanded={row.expanded} onToggle={() => expand(row, !row.expanded)} />
              <span className={styles.range}>{`[${node.min}, ${node.max}]`}</span>
              <span className={styles.name}>{node.name}</span>
              <span className={styles.type}>({node.type})</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
