import { useEffect, useRef } from 'react';
import { focusTreeIfLost } from '../commands/focus-tree.ts';
import { useDesigner } from '../state/designer.ts';
import { Dependencies } from './Dependencies.tsx';
import { WorkflowTree } from './WorkflowTree.tsx';

/** The **Workflows** tab: the tree, or in its place the dependencies of a thing. */
export function WorkflowsTab() {
  const of = useDesigner((state) => state.dependenciesOf);
  const wasOpen = useRef(false);
  const isOpen = of !== null;
  useEffect(() => {
    if (wasOpen.current && !isOpen) focusTreeIfLost();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return of ? <Dependencies key={`${of.kind} ${of.id}`} of={of} /> : <WorkflowTree />;
}
