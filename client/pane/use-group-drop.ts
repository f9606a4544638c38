import { type RefObject, useEffect } from 'react';
import type { GroupMember } from '../../shared/project/group.ts';
import type { Id } from '../../shared/project/id.ts';
import { addToGroup, membersOf } from '../commands/grouping.ts';
import { designer, useDesigner } from '../state/designer.ts';
import type { DragItem } from '../state/drop-zones.ts';
import type { Selected } from '../state/selected.ts';
import { edgeScroll } from './edge-scroll.ts';

/** The custom group that a row belongs to, marked on the row so that a drag finds it. */
export const GROUP_MARK = 'data-custom-group';

/**
 * While a component is dragged: letting it go on a row of a custom group adds it to the group. Gives the group that the
 * pointer is on. `list` holds the tree, which scrolls when the pointer comes near its ends. Works beside the canvas, which offers its own zones to the same drag.
 */
export function useGroupDrop(list: RefObject<HTMLElement | null>): Id | null {
  const dragging = useDesigner((state) => state.dragging);
  useEffect(() => {
    const members = dragging ? draggedMembers(dragging) : [];
    if (members.length === 0) return;
    const listening = new AbortController();
    const options = { signal: listening.signal, capture: true };
    const { aimAtGroup } = designer.getState();
    let point = { x: 0, y: 0 };
    const aim = () => aimAtGroup(groupAt(point));
    const scroll = edgeScroll(() => list.current?.querySelector('[role="tree"]')?.parentElement, aim);
    addEventListener(
      'pointermove',
      ({ clientX, clientY }) => {
        point = { x: clientX, y: clientY };
        scroll.follow(point);
        aim();
      },
      options,
    );
    // Before the drag itself ends: it listens to the same, but not while it is captured.
    addEventListener(
      'pointerup',
      ({ clientX, clientY }) => {
        const groupId = groupAt({ x: clientX, y: clientY });
        if (groupId === null) return;
        designer.getState().endDrag();
        addToGroup(groupId, members);
      },
      options,
    );
    return () => {
      listening.abort();
      scroll.stop();
      aimAtGroup(null);
    };
  }, [dragging, list]);
  return useDesigner((state) => state.groupAimedAt);
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
    case 'component':
      return [item.component];
    case 'activity-type':
      return [];
  }
}

function groupAt({ x, y }: { x: number; y: number }): Id | null {
  const row = document.elementFromPoint(x, y)?.closest(`[${GROUP_MARK}]`);
  return row?.getAttribute(GROUP_MARK) ?? null;
}
