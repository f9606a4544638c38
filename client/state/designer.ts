import { create } from 'zustand';
import { type AccessSlice, createAccessSlice } from './access-slice.ts';
import { type ClipboardSlice, createClipboardSlice } from './clipboard-slice.ts';
import { type ConnectorsSlice, createConnectorsSlice } from './connectors-slice.ts';
import { createDependenciesSlice, type DependenciesSlice } from './dependencies-slice.ts';
import { createDialogsSlice, type DialogsSlice } from './dialogs-slice.ts';
import { createDragSlice, type DragSlice } from './drag-slice.ts';
import { createFindSlice, type FindSlice } from './find-slice.ts';
import { createNoticesSlice, type NoticesSlice } from './notices-slice.ts';
import { createPaneSlice, type PaneSlice } from './pane-slice.ts';
import { createProjectSlice, type ProjectSlice } from './project-slice.ts';
import { createRunsSlice, type RunsSlice } from './runs-slice.ts';
import { createSelectionSlice, type SelectionSlice } from './selection-slice.ts';
import { createViewSlice, type ViewSlice } from './view-slice.ts';

/** Everything the designer knows, as one store made of slices. */
export type Designer = AccessSlice &
  ConnectorsSlice &
  ProjectSlice &
  SelectionSlice &
  ViewSlice &
  PaneSlice &
  RunsSlice &
  DragSlice &
  NoticesSlice &
  DialogsSlice &
  ClipboardSlice &
  DependenciesSlice &
  FindSlice;

/** Reads the designer's state in a component: `useDesigner((state) => state.project)`. Select narrowly. */
export const useDesigner = create<Designer>()((...parts) => ({
  ...createAccessSlice(...parts),
  ...createConnectorsSlice(...parts),
  ...createProjectSlice(...parts),
  ...createSelectionSlice(...parts),
  ...createViewSlice(...parts),
  ...createPaneSlice(...parts),
  ...createRunsSlice(...parts),
  ...createDragSlice(...parts),
  ...createFindSlice(...parts),
  ...createNoticesSlice(...parts),
  ...createDialogsSlice(...parts),
  ...createClipboardSlice(...parts),
  ...createDependenciesSlice(...parts),
}));

/** The store itself, for code that is no component: `designer.getState()`. */
export const designer = useDesigner;
