import { useMemo } from 'react';
import { ActionsButton } from '../commands/ActionsButton.tsx';
import { RenameInput } from '../commands/RenameInput.tsx';
import { useDesigner } from '../state/designer.ts';
import { ActivityGlyph } from '../ui/ActivityGlyph.tsx';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import { classes } from '../ui/classes.ts';
import { Highlighted } from './Highlighted.tsx';
import { KINDS } from './kinds.ts';
import { isInvalid, type Marks } from './marks.ts';
import { menuOf, type PaneNode, targetOf } from './node.ts';
import styles from './PaneRow.module.css';
import { RowMarks } from './RowMarks.tsx';
import { isComponentUndeployed } from './undeployed-components.ts';

export interface PaneRowProps {
  node: PaneNode;
  place: 'workflows' | 'components';
  query: string;
  marks: Marks | null;
  /** For a category: whether the pointer or the focus is on it. What its menu holds takes long to find out. */
  isNear?: boolean;
}

/** What stands in a row of the project pane: icon, number, name, marks, and the ⋯ button. */
export function PaneRow({ node, place, query, marks, isNear }: PaneRowProps) {
  const named = node.item ?? (node.kind === 'group' ? { kind: node.kind, id: node.id } : null);
  const renaming = useDesigner(
    ({ renaming: now }) =>
      now !== null &&
      now.place === place &&
      now.id === named?.id &&
      now.kind === named.kind &&
      now.groupId === node.groupId,
  );
  const project = useDesigner((state) => state.project);
  const deployed = useDesigner((state) => state.deployed);
  const undeployed = useMemo(() => isComponentUndeployed({ project, deployed }, node), [project, deployed, node]);
  const highlight = useDesigner((state) => state.highlightInvalid);
  const invalid = highlight && marks !== null && isInvalid(node, marks);
  const target = node.kind === 'category' ? isNear && menuOf(node, place) : targetOf(node, place);
  return (
    <>
      <RowIcon node={node} />
      {node.number && <span className={styles.number}>{node.number} </span>}
      {renaming && named ? (
        <RenameInput item={named} name={node.name} className={styles.rename} />
      ) : (
        <span
          className={classes(
            styles.name,
            undeployed && styles.undeployed,
            (node.isGrey || node.kind === 'hint') && styles.grey,
            invalid && styles.invalid,
            (node.kind === 'category' || node.kind === 'workflow') && styles.strong,
          )}
          title={node.name}
        >
          <Highlighted text={node.name} query={node.kind === 'hint' ? '' : query} />
        </span>
      )}
      {node.count !== undefined && <span className={styles.count}> {node.count}</span>}
      {marks && !renaming && <RowMarks node={node} place={place} marks={marks} showErrors={highlight} />}
      {target && !renaming && (
        <ActionsButton target={target} name={node.name} tabIndex={-1} className={styles.actions ?? ''} />
      )}
    </>
  );
}

function RowIcon({ node }: { node: PaneNode }) {
  const Icon = KINDS[node.kind].icon;
  if (Icon) return <Icon size={14} aria-hidden="true" className={styles.icon} />;
  if (node.kind === 'connector' || node.kind === 'connection')
    return <ConnectorIcon connector={node.connector ?? ''} size={16} />;
  return <ActivityGlyph connector={node.connector ?? ''} direction={node.direction ?? 'source'} size={16} />;
}
