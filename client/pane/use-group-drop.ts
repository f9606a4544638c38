import { useEffect, useState } from 'react';
import type { GroupMember } from '../../shared/project/group.ts';
import type { Id } from '../../shared/project/id.ts';
import { addToGroup, membersOf } from '../commands/grouping.ts';
import { designer, useDesigner } from '../state/designer.ts';
import type { DragItem } from '../state/drop-zones.ts';
import type { Selected } from '../state/selected.ts';

/** The custom group that a row belongs to, marked on the row so that a drag finds it. */
export const GROUP_MARK = 'data-group';

/**
 * While a component is dragged: letting it go on a row of a custom group adds it to the group. Gives the group that the
 * pointer is on. Works beside the canvas, which offers its own zones to the same drag.
 */
export function useGroupDrop(): Id | null {
  const dragging = useDesigner((state) => state.dragging);
  const [over, setOver] = useState<Id | null>(null);
  useEffect(() => {
    const members = dragging ? draggedMembers(dragging) : [];
    if (members.length === 0) return;
    const listening = new AbortController();
    const options = { signal: listening.signal, capture: true };
    addEventListener('pointermove', (event) => setOver(groupAt(event)), options);
    // Before the drag itself ends: it listens to the same, but not while it is captured.
    addEventListener(
      'pointerup',
      (event) => {
        const groupId = groupAt(event);
        if (groupId !== null) addToGroup(groupId, members);
      },
      options,
    );
    return () => {
      listening.abort();
      setOver(null);
    };
  }, [dragging]);
  return over;
}

function draggedMembers(item: DragItem): GroupMember[] {
  const { project } = designer.getState();
  return project ? membersOf(itemsOf(item), project) : [];
}

function itemsOf(item: DragItem): Selected[] {
  switch (item.kind) {
    case 'activity':
      return [{ kind: 'activity', id: item.activityId }];
    case 'operation':
      return [item.operationId, ...(item.others ?? [])].map((id) => ({ kind: 'operation', id }));
    case 'step':
      return [item.stepId, ...(item.others ?? [])].map((id) => ({ kind: 'step', id }));
    default:
      return [];
  }
}

function groupAt({ clientX, clientY }: PointerEvent): Id | null {
  const row = document.elementFromPoint(clientX, clientY)?.closest(`[${GROUP_MARK}]`);
  return row?.getAttribute(GROUP_MARK) ?? null;
}
