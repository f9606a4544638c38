import { useMemo } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { useDesigner } from '../state/designer.ts';
import { GAP, OPERATION_HEADER, OPERATION_HEIGHT } from './geometry.ts';

/** With fewer screens of operations than this the minimap is not shown by itself. */
const SCREENS = 3;

/** Whether the minimap is shown: as somebody has chosen, else for a workflow of several screens. */
export function useMinimap(workflowId: Id, screenHeight: number): boolean {
  const project = useDesigner((state) => state.project);
  const collapsed = useDesigner((state) => state.collapsed);
  const chosen = useDesigner((state) => state.minimap);
  const height = useMemo(() => {
    const ids = project?.workflows.find((workflow) => workflow.id === workflowId)?.operationIds ?? [];
    return ids.reduce((sum, id) => sum + GAP + (collapsed[id] ? OPERATION_HEADER : OPERATION_HEIGHT), 0);
  }, [project, collapsed, workflowId]);
  return chosen ?? height > SCREENS * screenHeight;
}
