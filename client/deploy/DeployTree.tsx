import { Check, Minus, TriangleAlert } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { classes } from '../ui/classes.ts';
import { Tree } from '../ui/Tree.tsx';
import styles from './DeployTree.module.css';
import { type DeployNode, tickOf, toggled } from './deploy-tree.ts';

export interface DeployTreeProps {
  roots: readonly DeployNode[];
  /** While something is searched for everything found shows. */
  isSearched: boolean;
  ticked: ReadonlySet<Id>;
  undeployed: ReadonlySet<Id>;
  onTick: (ticked: ReadonlySet<Id>) => void;
}

/** The tree of what can be deployed, with tick boxes. Space and a click tick. */
export function DeployTree({ roots, isSearched, ticked, undeployed, onTick }: DeployTreeProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const isExpanded = useCallback((node: DeployNode) => isSearched || !closed.has(node.id), [isSearched, closed]);
  const tick = (node: DeployNode) => {
    if (node.blocked === null) onTick(toggled(node, ticked));
  };
  return (
    <Tree
      label="What is deployed"
      roots={roots}
      isExpanded={isExpanded}
      onExpand={(node, expanded) => {
        const next = new Set(closed);
        if (expanded) next.delete(node.id);
        else next.add(node.id);
        setClosed(next);
      }}
      isSelected={() => false}
      onSelect={tick}
      onOpen={() => {}}
      onMenu={() => {}}
      onKey={(node, event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey) return false;
        tick(node);
        return true;
      }}
      nameOf={(node) => nameOf(node, undeployed)}
      rowProps={(node) => ({
        'aria-checked': node.blocked === null ? tickOf(node, ticked) : false,
        'aria-disabled': node.blocked === null ? undefined : true,
        'aria-description': node.isBranch ? (node.blocked ?? undefined) : undefined,
        ...(node.blocked === null ? {} : { title: node.blocked }),
      })}
      row={(node) => (
        <>
          <TickBox tick={tickOf(node, ticked)} isBlocked={node.blocked !== null} />
          <span
            className={classes(styles.name, node.isBranch && styles.branch, node.blocked !== null && styles.blocked)}
          >
            {node.name}
          </span>
          {/* The spaces keep the words apart for those who hear them. */}{' '}
          {undeployed.has(node.id) && <span className={styles.undeployed}>Undeployed</span>}{' '}
          {!node.isBranch && node.blocked !== null && (
            <span className={styles.reason}>
              <TriangleAlert size={13} aria-hidden="true" className={styles.warning} />
              <span className={styles.why}>{node.blocked}</span>
            </span>
          )}
        </>
      )}
    />
  );
}

/** All that stands in the row, in its order. */
function nameOf({ id, name, blocked, isBranch }: DeployNode, undeployed: ReadonlySet<Id>): string {
  return [name, undeployed.has(id) ? 'Undeployed' : '', isBranch ? '' : (blocked ?? '')].filter(Boolean).join(' ');
}

function TickBox({ tick, isBlocked }: { tick: boolean | 'mixed'; isBlocked: boolean }) {
  return (
    <span className={styles.box} data-tick={tick === false ? undefined : ''} data-blocked={isBlocked ? '' : undefined}>
      {tick === 'mixed' ? <Minus size={12} strokeWidth={3} /> : tick && <Check size={12} strokeWidth={3} />}
    </span>
  );
}
