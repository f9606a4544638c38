import { useMemo } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import { type Layout, layout } from './layout.ts';
import { NO_LINKS } from './links/routes.ts';

const NOTHING: Layout = {
  workflowId: '',
  far: false,
  operations: [],
  width: 0,
  links: NO_LINKS,
  size: { width: 0, height: 0 },
};

/** The picture of a workflow, kept up to date. */
export function useLayout(workflowId: Id, width: number, far: boolean): Layout {
  const project = useDesigner((state) => state.project);
  const collapsed = useDesigner((state) => state.collapsed);
  return useMemo(() => {
    const workflow = project?.workflows.find((one) => one.id === workflowId);
    return project && workflow ? layout(project, workflow, { width, collapsed, far }) : NOTHING;
  }, [project, collapsed, workflowId, width, far]);
}
