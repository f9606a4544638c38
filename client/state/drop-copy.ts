import type { Descriptor } from '../../shared/connector.ts';
import type { Project } from '../../shared/project/project.ts';
import { planCopy } from './clipboard-copy.ts';
import { planPaste } from './clipboard-paste.ts';
import { type DropPlan, refuse } from './drop-outcome.ts';
import type { DragItem, DropZone } from './drop-zones.ts';
import { nameOf } from './item-name.ts';
import type { Selected } from './selected.ts';

/** What dropping with Ctrl/⌘ held does: the same as copying the item and pasting it on the zone. Null: it can't be copied by that. */
export function planDropCopy(
  project: Project,
  descriptors: readonly Descriptor[],
  item: DragItem,
  zone: DropZone,
): DropPlan | null {
  const items = copiedBy(item);
  if (items === null) return null;
  const copy = planCopy(project, items);
  if (!copy.ok) return refuse(copy.reason);
  const plan = planPaste(project, descriptors, copy.clipboard, zone, 'copy');
  if (!plan.ok) return plan;
  const [select] = plan.select;
  if (!select) return null;
  const [only] = items;
  const what = items.length === 1 && only ? nameOf(only, project) : `${items.length} ${only?.kind}s`;
  return { ok: true, label: `Copy ${what}`, edit: plan.edit, select, rename: false };
}

/** A new activity of a type is one in any case. */
function copiedBy(item: DragItem): Selected[] | null {
  switch (item.kind) {
    case 'step':
      return [item.stepId, ...(item.others ?? [])].map((id) => ({ kind: 'step', id }));
    case 'operation':
      return [item.operationId, ...(item.others ?? [])].map((id) => ({ kind: 'operation', id }));
    case 'activity':
      return [{ kind: 'activity', id: item.activityId }];
    case 'activity-type':
    case 'component':
      return null;
  }
}
