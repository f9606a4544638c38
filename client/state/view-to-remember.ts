import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import type { RememberedView } from './remembered.ts';

/** What is worth remembering of a view: nothing of what is no longer in the project, or it would grow for ever. */
export function viewToRemember(view: RememberedView, project: Project): RememberedView {
  const workflows = new Set(project.workflows.map(({ id }) => id));
  const isThere = (id: Id) =>
    workflows.has(id) ||
    [project.operations, project.activities, project.connections, project.groups].some((things) => id in things);
  const rows = (opened: Readonly<Record<string, boolean>>) => kept(opened, (row) => !isId(row) || isThere(row));
  return {
    workflowId: view.workflowId,
    collapsed: kept(view.collapsed, (id) => id in project.operations),
    highlightInvalid: view.highlightInvalid,
    minimap: view.minimap,
    paneTab: view.paneTab,
    openRows: { workflows: rows(view.openRows.workflows), components: rows(view.openRows.components) },
    viewports: kept(view.viewports, (id) => workflows.has(id)),
    panes: view.panes,
  };
}

/** Rows of things are called by their ids, headings by other words. */
function isId(row: string): boolean {
  return /^[a-z]{3}_/.test(row);
}

function kept<T>(record: Readonly<Record<string, T>>, keep: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)));
}
