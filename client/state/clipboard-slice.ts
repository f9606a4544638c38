import type { Project } from '../../shared/project/project.ts';
import { type DropZone, describeZone } from './drop-zones.ts';
import type { SliceCreator } from './slice.ts';

export interface ClipboardSlice {
  /** The drop zone that is selected instead of things: pasting goes there. */
  selectedZone: DropZone | null;
  selectZone(zone: DropZone): void;
}

export const createClipboardSlice: SliceCreator<ClipboardSlice> = (set, get) => ({
  selectedZone: null,
  selectZone(zone) {
    const { project } = get();
    if (!project) return;
    get().select([]);
    set({ selectedZone: zone });
    get().announce(`Selected: ${describeZone(zone, project)}.`);
  },
});

/** Whether a zone is no longer there, because what it is in or beside has gone. */
export function isZoneGone(zone: DropZone, project: Project): boolean {
  const list =
    zone.kind === 'operation'
      ? project.workflows.find((workflow) => workflow.id === zone.workflowId)?.operationIds
      : project.operations[zone.operationId]?.steps;
  return list === undefined || zone.index > list.length;
}
