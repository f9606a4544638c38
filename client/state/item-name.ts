import { globalsOf } from '../../shared/checks/globals.ts';
import type { Descriptor } from '../../shared/connector.ts';
import { findStep } from '../../shared/edits/lists.ts';
import type { Project } from '../../shared/project/project.ts';
import type { DragItem } from './drop-zones.ts';
import type { GlobalName, Named } from './selected.ts';

/** The name of what is dragged; `''` when it is no longer there. */
export function nameOfItem(item: DragItem, project: Project, descriptors: readonly Descriptor[]): string {
  switch (item.kind) {
    case 'activity-type': {
      const connector = project.connections[item.connectionId]?.connector;
      const types = descriptors.find((one) => one.id === connector)?.activityTypes;
      return types?.find((one) => one.id === item.type)?.name ?? '';
    }
    case 'activity':
      return nameOf({ kind: 'activity', id: item.activityId }, project) ?? '';
    case 'step':
      if (item.others?.length) return `${item.others.length + 1} steps`;
      return nameOf({ kind: 'step', id: item.stepId }, project) ?? '';
    case 'operation':
      if (item.others?.length) return `${item.others.length + 1} operations`;
      return nameOf({ kind: 'operation', id: item.operationId }, project) ?? '';
    case 'component':
      return nameOf(item.component, project) ?? '';
  }
}

/** The name of a thing of the project (a step's is its component's); null when it is no longer there. */
export function nameOf(item: Named | GlobalName, project: Project): string | null {
  switch (item.kind) {
    case 'workflow':
      return project.workflows.find((one) => one.id === item.id)?.name ?? null;
    case 'operation':
      return project.operations[item.id]?.name ?? null;
    case 'step': {
      const found = findStep(project, item.id);
      return found ? (project.activities[found.step.componentId]?.name ?? null) : null;
    }
    case 'activity':
      return project.activities[item.id]?.name ?? null;
    case 'connection':
      return project.connections[item.id]?.name ?? null;
    case 'variable':
      return project.variables[item.id]?.name ?? null;
    case 'email':
      return project.emails[item.id]?.name ?? null;
    case 'schedule':
      return project.schedules[item.id]?.name ?? null;
    case 'global':
      return globalsOf(project).some(({ name }) => name === item.id) ? item.id : null;
    case 'group':
      return project.groups[item.id]?.name ?? null;
  }
}
