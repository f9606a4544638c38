import { z } from 'zod';
import { forgetLongUnseen, sawProject, VIEW_PREFIX } from './remembered-projects.ts';
import { readStored, writeStored } from './stored.ts';

const Pane = z.object({ open: z.boolean(), size: z.number() });
const Panes = z.object({ project: Pane, palette: Pane, logs: Pane });
const Opened = z.record(z.string(), z.boolean());

/** What is remembered of the view, per project, in the browser's local storage. */
export const RememberedView = z.object({
  workflowId: z.string().nullable().catch(null),
  collapsed: z.record(z.string(), z.boolean()).catch({}),
  highlightInvalid: z.boolean().catch(true),
  /** Null: shown for large workflows. */
  minimap: z.boolean().nullable().catch(null),
  paneTab: z.enum(['workflows', 'components']).catch('workflows'),
  /** The rows of the project pane's trees that somebody has opened or closed, by row. */
  openRows: z.object({ workflows: Opened, components: Opened }).catch({ workflows: {}, components: {} }),
  viewports: z.record(z.string(), z.object({ x: z.number(), y: z.number(), zoom: z.number() })).catch({}),
  /** Null while nothing of the project is remembered: it starts with the panes as they were left last. */
  panes: Panes.nullable().catch(null),
});
export type RememberedView = z.infer<typeof RememberedView>;

/** What is remembered for all projects. `panes`: as they were left last, wherever that was. */
export const RememberedFrame = z.object({
  panes: Panes.catch({
    project: { open: true, size: 280 },
    palette: { open: true, size: 264 },
    logs: { open: false, size: 240 },
  }),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
});
export type RememberedFrame = z.infer<typeof RememberedFrame>;

/** The view of a project as it was left; also counts as looking at it, which keeps it remembered. */
export function recallView(projectId: string): RememberedView {
  if (projectId !== '') {
    sawProject(projectId, Date.now());
    forgetLongUnseen(projectId, Date.now());
  }
  return RememberedView.parse(readStored(VIEW_PREFIX + projectId));
}

export function rememberView(projectId: string, view: RememberedView): void {
  writeStored(VIEW_PREFIX + projectId, view);
}

export function recallFrame(): RememberedFrame {
  return RememberedFrame.parse(readStored('sluice:frame'));
}

export function rememberFrame(frame: RememberedFrame): void {
  writeStored('sluice:frame', frame);
}
