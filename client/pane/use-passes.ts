import { useMemo } from 'react';
import { useDesigner } from '../state/designer.ts';
import type { Filter } from '../state/pane-slice.ts';
import { isInvalid, type Marks, referencesTo } from './marks.ts';
import type { PaneNode } from './node.ts';
import { isComponentUndeployed } from './undeployed-components.ts';

/** What a filter of the **Components** tab lets through; null when that is everything. */
export function usePasses(filter: Filter): ((node: PaneNode, marks: Marks) => boolean) | null {
  const deployed = useDesigner((state) => state.deployed);
  const project = useDesigner((state) => state.project);
  return useMemo(() => {
    switch (filter) {
      case 'all':
        return null;
      case 'undeployed':
        return (node) => isComponentUndeployed({ project, deployed }, node);
      case 'orphaned':
        return (node, marks) => referencesTo(node, marks) === 0;
      case 'invalid':
        return isInvalid;
    }
  }, [filter, deployed, project]);
}
