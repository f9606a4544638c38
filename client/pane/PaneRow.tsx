import { CircleAlert, Folder, Layers, Unlink, Workflow } from 'lucide-react';
import { ActionsButton } from '../commands/ActionsButton.tsx';
import { RenameInput } from '../commands/RenameInput.tsx';
import { useDesigner } from '../state/designer.ts';
import { isUndeployed } from '../state/undeployed.ts';
import { ActivityGlyph } from '../ui/ActivityGlyph.tsx';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import { classes } from '../ui/classes.ts';
import { Highlighted } from './Highlighted.tsx';
import { type Marks, referencesTo } from './marks.ts';
import type { PaneNode } from './node.ts';
import styles from './PaneRow.module.css';

interface PaneRowProps {
  node: PaneNode;
  place: 'workflows' | 'components';
  query: string;
  marks: Marks | null;
}

/** What stands in a row of the project pane: icon, number, name, marks, and the ⋯ button. */
export function PaneRow({ node, place, query, marks }: PaneRowProps) {
  const { item } = node;
  const renaming = useDesigner(
    ({ renaming: now }) => now !== null && now.place === place && now.id === item?.id && now.kind === item.kind,
  );
  const undeployed = useDesigner((state) => node.kind === 'operation' && isUndeployed(state, node.id));
  const highlight = useDesigner((state) => state.highlightInvalid);
  const invalid =
    highlight && marks !== null && (marks.invalid.has(node.id) || marks.invalid.has(node.componentId ?? ''));
  return (
    <>
      <RowIcon node={node} />
      {node.number && <span className={styles.number}>{node.number} </span>}
      {renaming && item ? (
        <RenameInput item={item} name={node.name} className={styles.rename} />
      ) : (
        <span
          className={classes(
            styles.name,
            undeployed && styles.undeployed,
            invalid && styles.invalid,
            node.isGrey && styles.grey,
            (node.kind === 'category' || node.kind === 'workflow') && styles.strong,
          )}
          title={node.name}
        >
          <Highlighted text={node.name} query={query} />
        </span>
      )}
      {node.count !== undefined && <span className={styles.count}> {node.count}</span>}
      {marks && !renaming && <RowMarks node={node} place={place} marks={marks} showErrors={highlight} />}
      {item && !renaming && (
        <ActionsButton target={{ ...item, place }} name={node.name} tabIndex={-1} className={styles.actions ?? ''} />
      )}
    </>
  );
}

function RowIcon({ node }: { node: PaneNode }) {
  switch (node.kind) {
    case 'category':
      return <Folder size={14} aria-hidden="true" className={styles.icon} />;
    case 'workflow':
      return <Layers size={14} aria-hidden="true" className={styles.icon} />;
    case 'operation':
      return <Workflow size={14} aria-hidden="true" className={styles.icon} />;
    case 'connector':
    case 'connection':
      return <ConnectorIcon connector={node.connector ?? ''} size={16} />;
    case 'step':
    case 'activity':
      return <ActivityGlyph connector={node.connector ?? ''} direction={node.direction ?? 'source'} size={16} />;
  }
}

function RowMarks({
  node,
  place,
  marks,
  showErrors,
}: Omit<PaneRowProps, 'query' | 'marks'> & { marks: Marks; showErrors: boolean }) {
  const errors = marks.errors.get(node.id);
  const references = place === 'components' ? referencesTo(node, marks) : null;
  return (
    <>
      {showErrors && errors && (
        <span title={errors.join('\n')} className={styles.error}>
          <CircleAlert size={14} aria-hidden="true" />
        </span>
      )}
      {references === 0 && (
        <span title="Nothing refers to it" className={styles.mark}>
          <Unlink size={14} aria-hidden="true" />
        </span>
      )}
      {references !== null && references > 1 && (
        <span title={`${references} steps refer to it`} className={styles.references} data-count={references} />
      )}
    </>
  );
}

/** What a row's marks say, for screen readers. */
export function describeMarks(node: PaneNode, marks: Marks | null, undeployed: boolean): string | undefined {
  if (!marks) return undefined;
  const references = referencesTo(node, marks);
  const parts = [
    ...(marks.errors.get(node.id) ?? (marks.invalid.has(node.id) ? ['Invalid.'] : [])),
    undeployed && 'Undeployed.',
    references === 0 && 'Nothing refers to it.',
    references !== null && references > 1 && `${references} references.`,
    node.isGrey && 'No activity yet.',
  ].filter((part) => typeof part === 'string');
  return parts.join(' ') || undefined;
}
