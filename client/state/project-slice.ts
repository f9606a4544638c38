import type { DeployedOperation } from '../../shared/api/deployed-operation.ts';
import type { EnvironmentStatus } from '../../shared/api/environment-status.ts';
import type { ProjectEvent } from '../../shared/api/events.ts';
import type { Problem } from '../../shared/checks/problem.ts';
import { problems } from '../../shared/checks/problems.ts';
import type { Edit, EditEnvelope } from '../../shared/edits/edit.ts';
import { EditError } from '../../shared/edits/edit-error.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { ApiError } from '../api/api-error.ts';
import { checksOf } from './checks.ts';
import { findProblems, isSmall } from './first-problems.ts';
import { checkDocument, loadProject } from './load-project.ts';
import { openProjectLink, type ProjectLink } from './project-link.ts';
import type { SaveStatus, SessionView } from './project-session.ts';
import type { SliceCreator } from './slice.ts';
import { stillThere } from './still-there.ts';

/** Why a project could not be opened, or is no longer open. */
export interface OpenFailure {
  code: string;
  message: string;
}

export interface ProjectSlice {
  project: Project | null;
  revision: number;
  /** Whether this is the sample project. */
  sample: boolean;
  environment: EnvironmentStatus | null;
  /** What is deployed, by operation id. */
  deployed: Readonly<Record<Id, DeployedOperation>>;
  saveStatus: SaveStatus;
  /** Whether what happens in the project is heard of; what is shown may be old where not. */
  isLive: boolean;
  /** What is wrong with the design, up to date with every change. */
  problems: readonly Problem[];
  openFailure: OpenFailure | null;
  /** Goes up whenever a project variable is given another value, by whomever. */
  valuesChanged: number;
  /** Changes the design: seen at once, saved in the background, can be undone. False, with a notice, when it does not fit. */
  edit(label: string, edit: Edit): boolean;
  undo(): void;
  redo(): void;
  undoLabel: string | null;
  /** Tells the change that would be taken back from others of the same label. */
  undoId: string | null;
  redoLabel: string | null;
  /** Loads a project and follows what happens in it, until `close` or another `open`. */
  open(projectId: Id): Promise<void>;
  close(): void;
  /** Resolves once everything drawn is saved. */
  saved(): Promise<void>;
  /** The labels of what was drawn and is not saved yet, in the projects that were left too. */
  unsaved(): string[];
  /** What was drawn and is not saved yet never is: somebody else is signed in now. */
  dropUnsaved(): void;
  takeDeployed(deployed: readonly DeployedOperation[]): void;
}

const CLOSED = {
  project: null,
  revision: 0,
  sample: false,
  environment: null,
  deployed: {},
  saveStatus: 'saved',
  isLive: true,
  problems: [],
  undoLabel: null,
  undoId: null,
  redoLabel: null,
} as const satisfies Partial<ProjectSlice>;

export const createProjectSlice: SliceCreator<ProjectSlice> = (set, get) => {
  let link: ProjectLink | null = null;
  let openings = 0;
  /** Of projects that were left: what was drawn there is still on its way. */
  const leaving = new Set<ProjectLink['session']>();
  const sessions = () => [...leaving, ...(link ? [link.session] : [])];

  const leave = ({ session, close }: ProjectLink) => {
    close();
    leaving.add(session);
    void session.whenSaved().then(() => leaving.delete(session));
  };

  const checks = () => checksOf(get());

  const show = (view: SessionView) => {
    const isChanged = view.project !== get().project;
    set({ ...view, ...(isChanged ? { problems: problems(view.project, checks()) } : {}) });
    if (isChanged) set(stillThere(get()));
  };

  /** Another kind of agents may make a design right that was wrong, or the other way round. */
  const showEnvironment = (environment: EnvironmentStatus) => {
    const { project, environment: before } = get();
    set({ environment });
    const isOther = before?.agentGroup.id !== environment.agentGroup.id;
    if (project && isOther) set({ problems: problems(project, checks()) });
  };

  /** Shows a document that was not looked into yet; what is wrong with a large one comes a moment later. */
  const showFirst = async (view: SessionView, isOpen: () => boolean) => {
    const { project } = view;
    set({ ...view, problems: isSmall(project) ? problems(project, checks()) : [] });
    set(stillThere(get()));
    await drawn();
    if (!isSmall(project)) {
      await findProblems(project, checks(), () => isOpen() && get().project === project);
      const found = isOpen() && get().project === project ? problems(project, checks()) : [];
      if (found.length > 0) set({ problems: found });
    }
    await checkDocument(project);
  };

  const refused = (edits: readonly EditEnvelope[], reason: string | null) => {
    const labels = edits.map((edit) => `“${edit.label}”`).join(', ');
    get().notify({
      tone: 'warning',
      title: `Not kept: ${labels}`,
      text: reason ?? 'Somebody else changed the same thing at the same time. You see their version now.',
    });
  };

  const failed = (error: unknown) => {
    const code = error instanceof ApiError ? error.code : 'internal-error';
    const message = error instanceof Error ? error.message : String(error);
    get().close();
    set({ openFailure: { code, message } });
  };

  const hear = (event: Exclude<ProjectEvent, { type: 'edit' | 'ready' }>) => {
    switch (event.type) {
      case 'run':
        return get().takeRuns([event.run]);
      case 'messages':
        return get().takeMessages(event.runId, event.messages);
      case 'deployed':
        return get().takeDeployed(event.deployed);
      case 'environment':
        return showEnvironment(event.environment);
      case 'variable-values':
        return set({ valuesChanged: get().valuesChanged + 1 });
      case 'connectors':
        return get().refreshConnectors();
      case 'project-deleted':
        return failed(new ApiError({ code: 'project-unknown', status: 404, message: 'The project was deleted.' }));
    }
  };

  const attempt = (action: () => boolean, refusal: string) => {
    try {
      if (action()) return true;
      get().notify({ tone: 'warning', title: refusal, text: 'Somebody else has changed the same thing since.' });
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      get().notify({ tone: 'warning', title: refusal, text: error.message });
    }
    return false;
  };

  return {
    ...CLOSED,
    openFailure: null,
    valuesChanged: 0,

    edit(label, edit) {
      const session = link?.session;
      if (!session || !get().mayEdit(label)) return false;
      return attempt(() => {
        session.edit(label, edit);
        return true;
      }, `${label} is not possible`);
    },
    undo() {
      const session = link?.session;
      const label = get().undoLabel;
      if (
        session &&
        label !== null &&
        get().mayEdit('Undo') &&
        attempt(() => session.undo(), `${label} can’t be undone`)
      )
        get().announce(`Undone: ${label}`);
    },
    redo() {
      const session = link?.session;
      const label = get().redoLabel;
      if (
        session &&
        label !== null &&
        get().mayEdit('Redo') &&
        attempt(() => session.redo(), `${label} can’t be done again`)
      )
        get().announce(`Redone: ${label}`);
    },
    async open(projectId) {
      get().close();
      openings += 1;
      const opening = openings;
      const isOpen = () => opening === openings;
      set({ openFailure: null });
      try {
        const [state] = await Promise.all([loadProject(projectId), get().loadConnectors()]);
        if (!isOpen()) return;
        get().recallView(projectId);
        link = openProjectLink(state, {
          changed: show,
          refused,
          failed,
          event: hear,
          recheck: () => get().checkMe(),
          live: (isLive) => set({ isLive }),
          back: () => {
            get().checkMe();
            get().refreshConnectors();
          },
        });
        set({ sample: state.sample, environment: state.environment });
        get().takeDeployed(state.deployed);
        get().takeRuns(state.lastRuns);
        await showFirst(link.session.view(), isOpen);
      } catch (error) {
        if (isOpen()) failed(error);
      }
    },
    close() {
      openings += 1;
      if (link) leave(link);
      link = null;
      set({
        ...CLOSED,
        runs: {},
        lastRun: {},
        automaticRun: {},
        rates: {},
        messages: {},
        selection: [],
        selectedZone: null,
        renaming: null,
        dependenciesOf: null,
        dependenciesTrail: [],
        dependenciesFrom: null,
        dialog: null,
        screen: { kind: 'canvas' },
        dragging: null,
        placing: null,
        dropZone: null,
      });
    },
    unsaved() {
      return sessions().flatMap((session) => session.unsaved());
    },
    dropUnsaved() {
      for (const session of sessions()) session.drop();
    },
    saved() {
      return link ? link.session.whenSaved() : Promise.resolve();
    },
    takeDeployed(taken) {
      if (taken.length === 0) return;
      set({ deployed: { ...get().deployed, ...Object.fromEntries(taken.map((one) => [one.operationId, one])) } });
    },
  };
};

/** Resolves when the browser has drawn what was just changed; in a hidden page, where nothing is drawn, at once. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => setTimeout(resolve));
  });
}
