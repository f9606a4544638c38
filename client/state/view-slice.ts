import { findStep } from '../../shared/edits/lists.ts';
import type { Id } from '../../shared/project/id.ts';
import { placeOf } from '../../shared/project/project.ts';
import type { ResumedSettings } from '../settings/resumed-settings.ts';
import { FRESH_PANE, type PaneTree } from './pane-slice.ts';
import {
  type RememberedFrame,
  type RememberedView,
  recallFrame,
  recallView,
  rememberFrame,
  rememberView,
} from './remembered.ts';
import type { Selected } from './selected.ts';
import type { SliceCreator } from './slice.ts';
import { viewToRemember } from './view-to-remember.ts';

export type Screen =
  | { kind: 'canvas' }
  | { kind: 'connection'; connector: string; connectionId: Id | null }
  | { kind: 'activity'; activityId: Id }
  /** Null for a new one. `closed` is called instead of going back to the canvas: with its id when it was saved, else with null. */
  | { kind: 'email'; emailId: Id | null; closed?: (savedId: Id | null) => void }
  /** `resumed`: what was typed there before another screen was opened from it. */
  | { kind: 'settings'; operationId: Id; tab?: SettingsTab; resumed?: ResumedSettings };

/** The tabs of an operation's settings. */
export type SettingsTab = 'schedules' | 'actions' | 'options';

export type PaneName = 'project' | 'palette' | 'logs';
/** `size` in CSS pixels. */
export interface PaneView {
  open: boolean;
  size: number;
}
export type Theme = RememberedFrame['theme'];

/** The part of the canvas that is in view: offset in CSS pixels, zoom 1 = 100 %. */
export interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

/** What the logs drawer shows: the runs of one operation, of those of one workflow, or of all; one run opened, or none. */
export interface LogsFocus {
  operationId: Id | null;
  workflowId: Id | null;
  runId: Id | null;
}

export interface ViewSlice extends Omit<RememberedView, 'viewports' | 'panes'> {
  showWorkflow(id: Id): void;
  /** The workflows that were shown before, the last one last: what is shown when the present one goes. */
  shownBefore: readonly Id[];
  /** Shows the workflow in which an operation or step stands; does nothing for what stands nowhere. */
  showWorkflowOf(item: Selected | null): void;
  screen: Screen;
  openScreen(screen: Screen): void;
  closeScreen(): void;
  toggleCollapsed(operationId: Id): void;
  collapseAll(collapsed: boolean): void;
  toggleHighlightInvalid(): void;
  setMinimap(shown: boolean): void;
  setPaneTab(tab: RememberedView['paneTab']): void;
  /** A row of a tree of the project pane was opened or closed. */
  openRow(tree: PaneTree, row: string, open: boolean): void;
  /** Per workflow. */
  viewports: Readonly<Record<Id, Viewport>>;
  setViewport(workflowId: Id, viewport: Viewport): void;
  /** Remembered per project. */
  panes: RememberedFrame['panes'];
  setPane(name: PaneName, change: Partial<PaneView>): void;
  togglePane(name: PaneName): void;
  logsFocus: LogsFocus;
  /** Opens the logs drawer. */
  openLogs(focus: Partial<LogsFocus>): void;
  theme: Theme;
  setTheme(theme: Theme): void;
  /** Takes up what is remembered of a project. */
  recallView(projectId: Id): void;
}

export const createViewSlice: SliceCreator<ViewSlice> = (set, get) => {
  const remember = () => {
    const { project } = get();
    if (project) rememberView(project.id, viewToRemember(get(), project));
  };
  const rememberThen = (change: Partial<ViewSlice>) => {
    set(change);
    remember();
  };
  const setFrame = (change: Partial<RememberedFrame>) => {
    const { panes, theme } = get();
    const frame = { panes, theme, ...change };
    set(frame);
    rememberFrame(frame);
  };

  const recalled = (projectId: Id) => {
    const { panes, ...view } = recallView(projectId);
    return { ...view, panes: panes ?? recallFrame().panes };
  };

  return {
    ...recallFrame(),
    ...recalled(''),
    screen: { kind: 'canvas' },
    shownBefore: [],
    logsFocus: { operationId: null, workflowId: null, runId: null },

    showWorkflow(id) {
      const { workflowId, shownBefore } = get();
      if (workflowId !== id) {
        const before = [
          ...shownBefore.filter((one) => one !== id && one !== workflowId),
          ...(workflowId ? [workflowId] : []),
        ];
        rememberThen({ workflowId: id, shownBefore: before });
      }
      if (get().screen.kind !== 'canvas') set({ screen: { kind: 'canvas' } });
    },
    showWorkflowOf(item) {
      const { project } = get();
      if (!project || !item) return;
      const operationId = item.kind === 'step' ? (findStep(project, item.id)?.operation.id ?? '') : item.id;
      const workflowId = item.kind === 'workflow' ? item.id : placeOf(project, operationId)?.workflowId;
      if (workflowId) get().showWorkflow(workflowId);
    },
    openScreen(screen) {
      set({ screen });
    },
    closeScreen() {
      set({ screen: { kind: 'canvas' } });
    },
    toggleCollapsed(operationId) {
      const { collapsed } = get();
      rememberThen({ collapsed: { ...collapsed, [operationId]: !collapsed[operationId] } });
    },
    collapseAll(all) {
      const { project, workflowId, collapsed } = get();
      const workflow = project?.workflows.find((one) => one.id === workflowId);
      const changed = Object.fromEntries((workflow?.operationIds ?? []).map((id) => [id, all]));
      rememberThen({ collapsed: { ...collapsed, ...changed } });
    },
    setMinimap(minimap) {
      rememberThen({ minimap });
    },
    toggleHighlightInvalid() {
      rememberThen({ highlightInvalid: !get().highlightInvalid });
    },
    setPaneTab(paneTab) {
      rememberThen({ paneTab });
    },
    openRow(tree, row, open) {
      const { openRows } = get();
      rememberThen({ openRows: { ...openRows, [tree]: { ...openRows[tree], [row]: open } } });
    },
    setViewport(workflowId, viewport) {
      rememberThen({ viewports: { ...get().viewports, [workflowId]: viewport } });
    },
    setPane(name, change) {
      const { panes } = get();
      setFrame({ panes: { ...panes, [name]: { ...panes[name], ...change } } });
      remember();
    },
    togglePane(name) {
      get().setPane(name, { open: !get().panes[name].open });
    },
    openLogs(focus) {
      const { operationId = null, workflowId = null, runId = null } = focus;
      set({ logsFocus: { operationId, workflowId, runId } });
      if (!get().panes.logs.open) get().setPane('logs', { open: true });
    },
    setTheme(theme) {
      setFrame({ theme });
    },
    recallView(projectId) {
      set({ ...recalled(projectId), ...FRESH_PANE, shownBefore: [] });
    },
  };
};
