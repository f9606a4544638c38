import { z } from 'zod';

const Pane = z.object({ open: z.boolean(), size: z.number() });

/** What is remembered of the view, per project, in the browser's local storage. */
export const RememberedView = z.object({
  workflowId: z.string().nullable().catch(null),
  collapsed: z.record(z.string(), z.boolean()).catch({}),
  highlightInvalid: z.boolean().catch(true),
  /** Null: shown for large workflows. */
  minimap: z.boolean().nullable().catch(null),
  paneTab: z.enum(['workflows', 'components']).catch('workflows'),
  viewports: z.record(z.string(), z.object({ x: z.number(), y: z.number(), zoom: z.number() })).catch({}),
});
export type RememberedView = z.infer<typeof RememberedView>;

/** What is remembered for all projects. */
export const RememberedFrame = z.object({
  panes: z.object({ project: Pane, palette: Pane, logs: Pane }).catch({
    project: { open: true, size: 280 },
    palette: { open: true, size: 264 },
    logs: { open: false, size: 240 },
  }),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
});
export type RememberedFrame = z.infer<typeof RememberedFrame>;

export function recallView(projectId: string): RememberedView {
  return RememberedView.parse(read(`sluice:view:${projectId}`));
}

export function rememberView(projectId: string, view: RememberedView): void {
  write(`sluice:view:${projectId}`, view);
}

export function recallFrame(): RememberedFrame {
  return RememberedFrame.parse(read('sluice:frame'));
}

export function rememberFrame(frame: RememberedFrame): void {
  write('sluice:frame', frame);
}

/** Storage may be missing or forbidden: then nothing is remembered. */
function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}');
  } catch {
    return {};
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the view is merely not remembered.
  }
}
