import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { planDropCopy } from './drop-copy.ts';
import { planDrop } from './drop-plan.ts';
import { type DragItem, type DropZone, describeZone, dropZonesFor, isSameZone } from './drop-zones.ts';
import { nameOfItem } from './item-name.ts';
import type { SliceCreator } from './slice.ts';

export interface DragSlice {
  /** What the pointer is dragging. */
  dragging: DragItem | null;
  /** What is being placed with the keyboard: the canvas has the arrow keys, Enter drops, Escape cancels. */
  placing: DragItem | null;
  /** The zone that the item would be dropped on now. */
  dropZone: DropZone | null;
  /** The zones offered to what is being placed, in reading order. */
  placingZones(): DropZone[];
  startDrag(item: DragItem): void;
  /** The zone under the pointer has changed. */
  aimAt(zone: DropZone | null): void;
  startPlacing(item: DragItem): void;
  /** Chooses another zone while placing. */
  aimNext(way: 'next' | 'previous' | 'first' | 'last'): void;
  cancelDrag(): void;
  /** What was dragged has been taken by something else than a drop zone. */
  endDrag(): void;
  /** Drops what is dragged or placed; a refusal says why and changes nothing. `copy`: it stays, and a copy is dropped. */
  drop(zone: DropZone, options?: { copy?: boolean }): void;
}

export const createDragSlice: SliceCreator<DragSlice> = (set, get) => ({
  dragging: null,
  placing: null,
  dropZone: null,
  placingZones() {
    const { project, workflowId, collapsed, placing } = get();
    return project && workflowId && placing ? dropZonesFor(placing, project, workflowId, collapsed) : [];
  },
  startDrag(item) {
    set({ dragging: item, placing: null, dropZone: null, renaming: null });
    const { project, descriptors, announce } = get();
    if (project) announce(`Dragging ${nameOfItem(item, project, descriptors)}. Escape cancels.`);
  },
  aimAt(zone) {
    if (!isSameZone(get().dropZone, zone)) set({ dropZone: zone });
  },
  startPlacing(item) {
    const { project, descriptors, workflowId } = get();
    if (!project || !workflowId || !get().mayEdit('Placing')) return;
    set({ placing: item, dragging: null, screen: { kind: 'canvas' }, renaming: null });
    const zones = get().placingZones();
    set({ dropZone: firstZone(zones, get().selection.findLast((one) => one.kind === 'step')?.id, project) });
    const { dropZone } = get();
    const where = dropZone ? describeZone(dropZone, project) : '';
    get().announce(
      `Placing ${nameOfItem(item, project, descriptors)}. ${where}. Arrow keys choose the place, Enter drops, Escape cancels.`,
    );
  },
  aimNext(way) {
    const { project, dropZone } = get();
    const zones = get().placingZones();
    if (!project || zones.length === 0) return;
    const at = zones.findIndex((zone) => isSameZone(zone, dropZone));
    const index = { next: at + 1, previous: at - 1, first: 0, last: zones.length - 1 }[way];
    const zone = zones[Math.max(0, Math.min(zones.length - 1, index))];
    if (!zone) return;
    set({ dropZone: zone });
    get().announce(describeZone(zone, project));
  },
  cancelDrag() {
    const { dragging, placing, selection, select, announce } = get();
    set({ dragging: null, placing: null, dropZone: null });
    if (dragging ?? placing) announce('Canceled. Nothing was changed.');
    // The canvas had the keys: they go back to where they were.
    if (placing) select(selection, { focus: true });
  },
  endDrag() {
    set({ dragging: null, placing: null, dropZone: null });
  },
  drop(zone, options) {
    const { project, descriptors, dragging, placing } = get();
    const item = dragging ?? placing;
    set({ dragging: null, placing: null, dropZone: null });
    if (!project || !item) return;
    const copy = options?.copy ? planDropCopy(project, descriptors, item, zone) : null;
    const plan = copy ?? planDrop(project, descriptors, item, zone);
    if (!plan.ok) {
      get().announce(plan.reason);
      get().notify({ tone: 'warning', title: plan.reason });
      return;
    }
    const where = describeZone(zone, project);
    if (plan.edit && !get().edit(plan.label, plan.edit)) return;
    get().select(!copy && isSeveral(item) ? get().selection : [plan.select], { focus: !plan.rename });
    get().announce(plan.edit ? `${plan.label}. ${where}.` : 'It stays where it was.');
    if (plan.rename) get().startRename(plan.select, 'canvas');
  },
});

/** Several stay selected as they are, wherever they go. */
function isSeveral(item: DragItem): boolean {
  return (item.kind === 'step' || item.kind === 'operation') && (item.others?.length ?? 0) > 0;
}

/** Right of the selected step when there is one, else the end of the workflow. */
function firstZone(zones: readonly DropZone[], selectedStep: Id | undefined, project: Project): DropZone | null {
  for (const operation of Object.values(project.operations)) {
    const index = operation.steps.findIndex((step) => step.id === selectedStep);
    if (index < 0) continue;
    const zone: DropZone = { kind: 'component', operationId: operation.id, index: index + 1 };
    const offered = zones.find((one) => isSameZone(one, zone));
    if (offered) return offered;
  }
  return zones.at(-1) ?? null;
}
