import type { Id } from '../../shared/project/id.ts';
import { type DragItem, type DropZone, isSameZone } from '../state/drop-zones.ts';
import {
  type Box,
  END_ZONE_HEIGHT,
  GAP,
  MARGIN,
  OPERATION_HEIGHT,
  STEP_LEFT,
  STEP_TOP,
  stepLeft,
  TILE_GAP,
  TILE_HEIGHT,
  TILE_WIDTH,
  ZONE_INSET,
} from './geometry.ts';
import type { Layout, OperationBox } from './layout.ts';
import { search } from './search.ts';

/** A drop zone and where it is drawn. */
export interface ZoneBox {
  zone: DropZone;
  box: Box;
}

/**
 * The zones of a workflow in reading order: before and in its operations from `first` on, up to but without `end`, and the one after
 * the last operation when that is among them.
 */
export function zonesOf(drawn: Layout, first = 0, end = drawn.operations.length): ZoneBox[] {
  const boxes = drawn.operations.slice(first, end).flatMap((operation, index) => {
    const before = gapBefore(drawn, operation, first + index);
    return operation.collapsed ? [before] : [before, ...componentZones(operation)];
  });
  return end < drawn.operations.length ? boxes : [...boxes, endZone(drawn)];
}

function gapBefore({ workflowId }: Layout, { x, y, width }: OperationBox, index: number): ZoneBox {
  return { zone: { kind: 'operation', workflowId, index }, box: { x, y: y - GAP, width, height: GAP } };
}

/** The zone after the last operation; in an empty workflow the only one. */
export function endZone({ workflowId, operations, width }: Layout): ZoneBox {
  const last = operations.at(-1);
  return {
    zone: { kind: 'operation', workflowId, index: operations.length },
    box: last
      ? { x: last.x, y: last.y + last.height + GAP, width, height: END_ZONE_HEIGHT }
      : { x: MARGIN, y: MARGIN, width, height: OPERATION_HEIGHT },
  };
}

/** The zones before and after an operation, and those within it. The one after the last operation is always there anyway. */
export function zonesAround(drawn: Layout, operationId: Id | null): ZoneBox[] {
  const at = operationId === null ? -1 : drawn.operations.findIndex((one) => one.operationId === operationId);
  if (at < 0) return [];
  const after = drawn.operations[at + 1];
  const own = zonesOf(drawn, at, at + 1);
  return after ? [...own, gapBefore(drawn, after, at + 1)] : own.slice(0, -1);
}

/** Where a zone is drawn; null when it is not. */
export function boxOfZone(drawn: Layout, zone: DropZone): Box | null {
  const at =
    zone.kind === 'operation'
      ? zone.index
      : drawn.operations.findIndex(({ operationId }) => operationId === zone.operationId);
  if (at < 0) return null;
  return zonesOf(drawn, at, at + 1).find((one) => isSameZone(one.zone, zone))?.box ?? null;
}

function componentZones({ operationId, x, y, steps }: OperationBox): ZoneBox[] {
  const top = y + STEP_TOP;
  return Array.from({ length: steps + 1 }, (_, index): ZoneBox => {
    const zone: DropZone = { kind: 'component', operationId, index };
    const tile = x + stepLeft(index);
    if (index === steps)
      return {
        zone,
        box: { x: tile - (steps === 0 ? 0 : TILE_GAP - ZONE_INSET), y: top, width: TILE_WIDTH, height: TILE_HEIGHT },
      };
    if (index === 0)
      return { zone, box: { x: x + ZONE_INSET, y: top, width: STEP_LEFT - 2 * ZONE_INSET, height: TILE_HEIGHT } };
    return {
      zone,
      box: { x: tile - TILE_GAP + ZONE_INSET, y: top, width: TILE_GAP - 2 * ZONE_INSET, height: TILE_HEIGHT },
    };
  });
}

/** So far into an operation, measured from its top and bottom edge, a point still means the zone beside it. */
const EDGE = 12;

/**
 * The zone that a point of the canvas means for what is dragged: within an operation the nearest place between its steps,
 * elsewhere (and always for an operation) the nearest place between operations.
 */
export function zoneAt(
  workflowId: Id,
  operations: readonly OperationBox[],
  point: { x: number; y: number },
  item: DragItem,
): DropZone {
  const at = search(operations.length, (index) => {
    const box = operations[index];
    return box !== undefined && box.y + box.height > point.y;
  });
  const over = operations[at];
  if (
    over &&
    item.kind !== 'operation' &&
    !over.collapsed &&
    point.y >= over.y + EDGE &&
    point.y <= over.y + over.height - EDGE
  )
    return { kind: 'component', operationId: over.operationId, index: stepIndexAt(over, point.x) };
  const isPast = over !== undefined && point.y > over.y + over.height / 2;
  return { kind: 'operation', workflowId, index: isPast ? at + 1 : at };
}

function stepIndexAt(operation: OperationBox, x: number): number {
  const fromFirstMiddle = x - operation.x - stepLeft(0) - TILE_WIDTH / 2;
  const index = Math.ceil(fromFirstMiddle / (TILE_WIDTH + TILE_GAP));
  return Math.max(0, Math.min(operation.steps, index));
}
