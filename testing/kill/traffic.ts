import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { routes } from '../../shared/api/routes.ts';
import { RunPage } from '../../shared/api/run-replies.ts';
import type { EditEnvelope } from '../../shared/edits/edit.ts';
import { type Id, newId } from '../../shared/project/id.ts';

/** What has been acknowledged so far: none of it may ever be missing. */
export interface Acknowledged {
  edits: Map<Id, number>;
  /** Runs, each with the name of the object that it writes. */
  runs: Map<Id, string>;
  /** How many requests failed or were refused because something was just dead. */
  failures: number;
}

export interface Traffic {
  readonly acknowledged: Acknowledged;
  stop(): Promise<void>;
}

const BETWEEN_MS = 50;
const BURST = 8;

/**
 * Sends edits and runs to the sample project all the time: runs of an operation that writes one object, named by the value of `n`. They go to
 * wherever the product is right now. An edit that is not acknowledged is tried again with the same id, as the browser does.
 */
export function startTraffic(projectUrl: () => string, operationId: Id): Traffic {
  const acknowledged: Acknowledged = { edits: new Map(), runs: new Map(), failures: 0 };
  const stopping = new AbortController();
  const { signal } = stopping;

  const persist = async (work: () => Promise<void>) => {
    while (!signal.aborted) {
      try {
        await work();
      } catch {
        acknowledged.failures += 1;
      }
      await sleep(BETWEEN_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const editor = createEditor(projectUrl, acknowledged);
  let names = 0;
  const submit = async (deploy: boolean) => {
    const url = `${projectUrl()}/operations/${operationId}/run`;
    names += 1;
    const n = String(names);
    acknowledged.runs.set((await post(url, routes.runOperation.reply, { deploy, globals: { n } })).runId, n);
  };
  // So many at once that the agent always holds some, and so few that it keeps up.
  const runner = async () => {
    const waiting = await get(`${projectUrl()}/runs?state=Submitted&limit=${BURST}`, RunPage);
    if (waiting.runs.length === BURST) return;
    const results = await Promise.allSettled(Array.from({ length: BURST }, (_, index) => submit(index === 0)));
    acknowledged.failures += results.filter((result) => result.status === 'rejected').length;
  };
  const done = Promise.all([persist(editor), persist(runner)]);
  return {
    acknowledged,
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

/** Renames the project's second operation over and over; an edit that was not acknowledged is sent again as it is. */
function createEditor(projectUrl: () => string, acknowledged: Acknowledged): () => Promise<void> {
  let revision: number | null = null;
  let pending: EditEnvelope | null = null;
  let count = 0;
  return async () => {
    if (revision === null) revision = (await get(projectUrl(), routes.getProject.reply)).revision;
    if (pending === null) {
      count += 1;
      const edit = { type: 'operation.rename', operationId: 'opn_list-inbox', name: `List, ${count}` } as const;
      pending = { id: newId('edt'), label: `Rename ${count}`, edit };
    }
    try {
      const body = { baseRevision: revision, clientId: 'kill-test', edits: [pending] };
      const reply = await post(`${projectUrl()}/edits`, routes.sendEdits.reply, body);
      acknowledged.edits.set(pending.id, reply.revision);
      revision = reply.revision;
      pending = null;
    } catch (error) {
      revision = null;
      throw error;
    }
  };
}

export async function get<R extends z.ZodType>(url: string, reply: R): Promise<z.output<R>> {
  return receive(await fetch(url, { signal: AbortSignal.timeout(10_000) }), reply);
}

/** The same, tried again until what was killed is back. */
export async function getAtLast<R extends z.ZodType>(url: string, reply: R): Promise<z.output<R>> {
  for (const deadline = Date.now() + 60_000; ; await sleep(100)) {
    try {
      return await get(url, reply);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

async function post<R extends z.ZodType>(url: string, reply: R, body: unknown): Promise<z.output<R>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  return receive(response, reply);
}

async function receive<R extends z.ZodType>(response: Response, reply: R): Promise<z.output<R>> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return reply.parse(JSON.parse(text));
}
