import { z } from 'zod';
import type { ProjectState } from '../../shared/api/project-replies.ts';
import { routes } from '../../shared/api/routes.ts';
import { RunPage } from '../../shared/api/run-replies.ts';
import { batch, type Edit, type SimpleEdit } from '../../shared/edits/edit.ts';
import type { Activity } from '../../shared/project/activity.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { hasEnded, type Run } from '../../shared/runs/run.ts';

/** How to reach a storage, as a connection's screen has it. */
export interface StorageAddress {
  url: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** A reply that says no, with its body. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, body: string) {
    super(`${status} ${body}`);
    this.status = status;
    const parsed = z.object({ error: z.object({ code: z.string() }) }).safeParse(JSON.parse(body || '{}'));
    this.code = parsed.success ? parsed.data.error.code : '';
  }
}

async function send<R extends z.ZodType>(url: string, reply: R, method: string, body?: unknown): Promise<z.infer<R>> {
  const init =
    body === undefined
      ? { method }
      : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Refused(response.status, text);
  return reply.parse(JSON.parse(text));
}

/** Whoever waits for a run that never ends is to be told, instead of waiting for ever. */
const LONGEST_RUN_MS = 600_000;

/** A project driven over HTTP, as other people's programs would. */
export class ProjectClient {
  readonly base: string;
  readonly projectId: Id;
  private revision = 0;

  constructor(productUrl: string, projectId: Id) {
    this.base = new URL(`/api/projects/${projectId}`, productUrl).href;
    this.projectId = projectId;
  }

  static async create(productUrl: string, name: string): Promise<ProjectClient> {
    const { id } = await send(new URL('/api/projects', productUrl).href, routes.createProject.reply, 'POST', { name });
    return new ProjectClient(productUrl, id);
  }

  state(): Promise<ProjectState> {
    return this.newestState();
  }

  private newestState(): Promise<ProjectState> {
    return send(this.base, routes.getProject.reply, 'GET');
  }

  /** Sends one edit, on the newest revision. */
  async edit(label: string, edit: Edit): Promise<number> {
    this.revision = (await this.newestState()).revision;
    const body = { baseRevision: this.revision, clientId: 'api-client', edits: [{ id: newId('edt'), label, edit }] };
    const reply = await send(`${this.base}/edits`, routes.sendEdits.reply, 'POST', body);
    this.revision = reply.revision;
    return reply.revision;
  }

  /** Makes an Amazon S3 connection to a storage; `more` adds or replaces settings. */
  async connect(name: string, storage: StorageAddress, more: Settings = {}): Promise<Id> {
    const { secret } = await send(`${this.base}/secrets`, routes.storeSecret.reply, 'POST', {
      value: storage.secretAccessKey,
    });
    const settings: Settings = {
      accessKeyId: storage.accessKeyId,
      secretAccessKey: { secret },
      region: 'us-east-1',
      endpointUrl: storage.url,
      forcePathStyle: true,
      ...more,
    };
    return this.connectTo('amazon-s3', name, settings);
  }

  /** Makes a connection of any kind. */
  async connectTo(connector: string, name: string, settings: Settings): Promise<Id> {
    const connection = { id: newId('con'), connector, name, settings };
    await this.edit(`Create ${name}`, { type: 'connection.create', connection });
    return connection.id;
  }

  /** Draws an operation at the end of the first workflow; gives its id. */
  async draw(name: string, activities: readonly Omit<Activity, 'id' | 'configured'>[]): Promise<Id> {
    const { project } = await this.newestState();
    const [workflow] = project.workflows;
    if (!workflow) throw new Error('the project has no workflow');
    const operationId = newId('opn');
    const complete = activities.map((activity): Activity => ({ ...activity, id: newId('act'), configured: true }));
    const edits: SimpleEdit[] = [
      ...complete.map((activity): SimpleEdit => ({ type: 'activity.create', activity })),
      {
        type: 'operation.create',
        operation: {
          id: operationId,
          name,
          steps: complete.map(({ id }) => ({ id: newId('stp'), kind: 'activity', componentId: id })),
        },
      },
      { type: 'operation.place', operationId, workflowId: workflow.id, index: workflow.operationIds.length },
    ];
    await this.edit(`Draw ${name}`, batch(edits));
    return operationId;
  }

  /** Deploys operations together, with what is said about it. */
  async deploy(operationIds: readonly Id[], note: { tag?: string; comment?: string } = {}): Promise<Id> {
    const body = { operationIds, ...note };
    const reply = await send(`${this.base}/deployments`, routes.deploy.reply, 'POST', body);
    return reply.deploymentId;
  }

  async run(operationId: Id, deploy = true): Promise<Id> {
    const reply = await send(`${this.base}/operations/${operationId}/run`, routes.runOperation.reply, 'POST', {
      deploy,
    });
    return reply.runId;
  }

  getRun(runId: Id): Promise<Run> {
    return send(`${this.base}/runs/${runId}`, routes.getRun.reply, 'GET');
  }

  runs(query = ''): Promise<z.infer<typeof RunPage>> {
    return send(`${this.base}/runs${query}`, RunPage, 'GET');
  }

  async messages(runId: Id) {
    const { messages } = await send(`${this.base}/runs/${runId}/messages`, routes.listMessages.reply, 'GET');
    return messages;
  }

  cancel(runId: Id): Promise<Run> {
    return send(`${this.base}/runs/${runId}/cancel`, routes.cancelRun.reply, 'POST', {});
  }

  /** Waits until a run has ended, asking every `everyMilliseconds`. @throws when that takes ten minutes and more */
  async ended(runId: Id, everyMilliseconds = 50, withinMilliseconds = LONGEST_RUN_MS): Promise<Run> {
    for (const deadline = performance.now() + withinMilliseconds; ; ) {
      const run = await this.getRun(runId);
      if (hasEnded(run.state)) return run;
      if (performance.now() > deadline)
        throw new Error(`the run ${runId} has not ended within ${withinMilliseconds / 1000} s: it is ${run.state}`);
      await new Promise((resolve) => setTimeout(resolve, everyMilliseconds));
    }
  }
}
