import { Unlink } from 'lucide-react';
import { ProblemsButton } from '../commands/ProblemsButton.tsx';
import { designer } from '../state/designer.ts';
import { type Marks, referencesTo } from './marks.ts';
import { type PaneNode, thingId } from './node.ts';
import styles from './PaneRow.module.css';

interface RowMarksProps {
  node: PaneNode;
  place: 'workflows' | 'components';
  marks: Marks;
  showErrors: boolean;
}

/** The marks at the right of a name: what is wrong, no reference, more than one reference. */
export function RowMarks({ node, place, marks, showErrors }: RowMarksProps) {
  const errors = marks.errors.get(thingId(node));
  const references = place === 'components' ? referencesTo(node, marks) : null;
  return (
    <>
      {showErrors && errors && <ProblemsButton problems={errors} name={node.name} tabIndex={-1} plain />}
      {references === 0 && (
        <span title="Nothing refers to it" className={styles.mark}>
          <Unlink size={14} aria-hidden="true" />
        </span>
      )}
      {references !== null && references > 1 && (
        <button
          type="button"
          tabIndex={-1}
          title={`${references} references. View dependencies`}
          aria-label={`${references} references. View dependencies of ${node.name}`}
          className={styles.references}
          data-count={references}
          onClick={(event) => {
            event.stopPropagation();
            if (node.kind === 'global') designer.getState().viewDependencies({ kind: 'global', id: node.name });
            else if (node.item) designer.getState().viewDependencies(node.item);
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        />
      )}
    </>
  );
}
