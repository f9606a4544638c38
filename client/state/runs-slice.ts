import { z } from 'zod';
import { deploymentRoutes } from '../../shared/api/routes/deployment-routes.ts';
import { runRoutes } from '../../shared/api/routes/run-routes.ts';
import type { NumberedMessage } from '../../shared/api/run-replies.ts';
import type { Globals } from '../../shared/api/variables.ts';
import { Problem } from '../../shared/checks/problem.ts';
import { deploymentErrors } from '../../shared/checks/problems.ts';
import type { Id } from '../../shared/project/id.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { CLIENT_ID } from './client-id.ts';
import { newestRuns } from './newest-runs.ts';
import { nextPace, type Pace, timeLeft } from './pace.ts';
import { type Figure, laterOf, mergeMessages, nextFigure } from './run-figures.ts';
import type { Selected } from './selected.ts';
import type { SliceCreator } from './slice.ts';

/** What is said about a deployment. */
export interface DeploymentNote {
  tag?: string;
  comment?: string;
}

export interface RunsSlice {
  runs: Readonly<Record<Id, Run>>;
  /** The newest run of each operation that somebody asked for: operation id to run id. */
  lastRun: Readonly<Record<Id, Id>>;
  /** Of each operation the newest run that is going and that a schedule or an action started. */
  automaticRun: Readonly<Record<Id, Id>>;
  /** Bytes per second of runs that are going, by run id. */
  rates: Readonly<Record<Id, number>>;
  /** How long runs that are going will still take, in milliseconds, by run id; null while that is not known. */
  timesLeft: Readonly<Record<Id, number | null>>;
  /** What has been loaded or heard of runs' logs, by run id, in order. */
  messages: Readonly<Record<Id, readonly NumberedMessage[]>>;
  takeRuns(runs: readonly Run[]): void;
  takeMessages(runId: Id, messages: readonly NumberedMessage[]): void;
  /** Fetches a run's log from its start. */
  loadMessages(runId: Id): Promise<void>;
  /** Deploys operations, or those of a workflow, all or none; what is in the way is shown in a dialog. True when it is done. */
  deploy(operationIds: readonly Id[], workflow?: Selected, note?: DeploymentNote): Promise<boolean>;
  /** Runs an operation, after deploying it when `deploy` is set, with values for global variables. */
  run(operationId: Id, options: { deploy: boolean; globals?: Globals }): Promise<boolean>;
  cancelRun(runId: Id): Promise<void>;
}

export const createRunsSlice: SliceCreator<RunsSlice> = (set, get) => {
  /** A reply may come when another project is open already, which has no such run. */
  const takeReply = (run: Run) => {
    if (get().project?.id === run.projectId) get().takeRuns([run]);
  };

  let figures: Record<Id, Figure> = {};
  let paces: Record<Id, Pace> = {};

  /** Does something on the server once everything drawn is saved; tells why when it fails. */
  const afterSaving = async (title: string, item: Selected | null, action: (projectId: Id) => Promise<void>) => {
    const { project } = get();
    if (!project) return false;
    const isOpen = () => get().project?.id === project.id;
    if (get().saveStatus === 'offline') {
      get().notify({
        tone: 'error',
        title,
        text: 'The server can’t be reached, and the last changes are not saved yet.',
      });
      return false;
    }
    await get().saved();
    // It may have been left with changes that are never saved, as when somebody else has signed in: nothing is done in their name.
    if (!isOpen()) {
      get().notify({ tone: 'error', title, text: 'The project was closed before its last changes were saved.' });
      return false;
    }
    try {
      await action(project.id);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const problems = z.array(Problem).safeParse(error.details);
      // A dialog is about the project that is open.
      const asked = isOpen() ? item : null;
      if (error.code === 'operation-invalid' && asked && problems.success && problems.data.length > 0)
        get().showDialog({ kind: 'deploy-refused', item: asked, problems: problems.data });
      else if (error.code === 'not-deployed' && asked?.kind === 'operation')
        get().showDialog({ kind: 'run-undeployed', operationId: asked.id, deployed: false });
      else get().notify({ tone: 'error', title, text: `${error.message} ${error.todo}`.trim() });
      return false;
    }
  };

  /** Says what keeps operations from being deployed, without asking the server. True when there is something. */
  const refuse = (operationIds: readonly Id[], item: Selected): boolean => {
    const { project, problems } = get();
    const errors = problems.filter((problem) => problem.severity === 'error');
    if (!project || errors.length === 0) return false;
    const found = new Set(operationIds.flatMap((id) => deploymentErrors(errors, project, id)));
    if (found.size === 0) return false;
    get().showDialog({ kind: 'deploy-refused', item, problems: [...found] });
    return true;
  };

  return {
    runs: {},
    lastRun: {},
    automaticRun: {},
    rates: {},
    timesLeft: {},
    messages: {},

    takeRuns(taken) {
      const runs = { ...get().runs };
      let { lastRun, automaticRun } = get();
      const rates = { ...get().rates };
      const timesLeft = { ...get().timesLeft };
      const now = performance.now();
      for (const heard of taken) {
        const run = laterOf(runs[heard.id], heard);
        runs[run.id] = run;
        ({ lastRun, automaticRun } = newestRuns({ lastRun, automaticRun }, runs, run));
        if (hasEnded(run.state)) {
          delete rates[run.id];
          delete timesLeft[run.id];
          delete figures[run.id];
          delete paces[run.id];
        } else {
          const figure = nextFigure(figures[run.id], run.bytes, now);
          figures = { ...figures, [run.id]: figure };
          rates[run.id] = figure.rate;
          const pace = nextPace(paces[run.id] ?? [], run, now);
          paces = { ...paces, [run.id]: pace };
          timesLeft[run.id] = timeLeft(pace, run, now);
        }
      }
      set({ runs, lastRun, automaticRun, rates, timesLeft });
    },
    takeMessages(runId, more) {
      const { messages } = get();
      set({ messages: { ...messages, [runId]: mergeMessages(messages[runId] ?? [], more) } });
    },
    async loadMessages(runId) {
      const { project } = get();
      if (!project) return;
      const limit = 1000;
      let after = 0;
      for (;;) {
        const page = await call(runRoutes.listMessages, {
          params: { projectId: project.id, runId },
          query: { after, limit },
        });
        get().takeMessages(runId, page.messages);
        if (page.messages.length < limit) return;
        after = page.messages.at(-1)?.number ?? after;
      }
    },
    async deploy(operationIds, workflow, note = {}) {
      const only = operationIds.length === 1 ? operationIds[0] : undefined;
      const item = workflow ?? { kind: 'operation', id: operationIds[0] ?? '' };
      if (refuse(operationIds, item)) return false;
      return afterSaving('The deployment failed', item, async (projectId) => {
        const body = { operationIds: [...operationIds], clientId: CLIENT_ID, ...note };
        const { deployed } = await call(deploymentRoutes.deploy, { params: { projectId }, body });
        get().takeDeployed(deployed);
        const name = only ? get().project?.operations[only]?.name : undefined;
        get().notify({ tone: 'success', title: name ? `Deployed ${name}` : `Deployed ${deployed.length} operations` });
      });
    },
    async run(operationId, { deploy, globals }) {
      const item: Selected = { kind: 'operation', id: operationId };
      if (deploy && refuse([operationId], item)) return false;
      return afterSaving('The run could not be started', item, async (projectId) => {
        const reply = await call(runRoutes.runOperation, {
          params: { projectId, operationId },
          body: { deploy, clientId: CLIENT_ID, ...(globals ? { globals } : {}) },
        });
        get().takeDeployed(reply.deployed);
        const run = await call(runRoutes.getRun, { params: { projectId, runId: reply.runId } });
        takeReply(run);
        const name = get().project?.operations[operationId]?.name ?? 'the operation';
        get().notify({
          tone: 'info',
          title: deploy ? `Deployed ${name}, and running it` : `Running ${name}`,
          action: { label: 'View logs', run: () => get().openLogs({ operationId, runId: reply.runId }) },
        });
      });
    },
    async cancelRun(runId) {
      await afterSaving('The run could not be canceled', null, async (projectId) => {
        takeReply(await call(runRoutes.cancelRun, { params: { projectId, runId } }));
      });
    },
  };
};
