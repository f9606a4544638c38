import { useMemo, useRef } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import { type Layout, layout } from './layout.ts';
import { NO_LINKS } from './links/routes.ts';
import { reuse } from './reuse.ts';

const NOTHING: Layout = {
  nodes: [],
  edges: [],
  zones: [],
  operations: [],
  links: NO_LINKS,
  size: { width: 0, height: 0 },
};

/** The picture of a workflow, kept up to date; what has not changed stays the same object. */
export function useLayout(workflowId: Id, width: number, far: boolean): Layout {
  const project = useDesigner((state) => state.project);
  const collapsed = useDesigner((state) => state.collapsed);
  const last = useRef(NOTHING);
  return useMemo(() => {
    const workflow = project?.workflows.find((one) => one.id === workflowId);
    if (!project || !workflow) return NOTHING;
    const next = layout(project, workflow, { width, collapsed, far });
    const kept = {
      ...next,
      nodes: reuse(last.current.nodes, next.nodes),
      edges: reuse(last.current.edges, next.edges),
    };
    last.current = kept;
    return kept;
  }, [project, collapsed, workflowId, width, far]);
}
