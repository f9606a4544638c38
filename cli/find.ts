import type { ProjectState, ProjectSummary } from '../shared/api/project-replies.ts';
import { routes } from '../shared/api/routes.ts';
import { Id } from '../shared/project/id.ts';
import { nameKey } from '../shared/project/name.ts';
import type { Operation } from '../shared/project/operation.ts';
import type { Run } from '../shared/runs/run.ts';
import type { Api } from './api.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

/** The project of an id or a name. @throws {Failure} */
export async function findProject(api: Api, text: string): Promise<ProjectSummary> {
  const { projects } = await api.call(routes.listProjects);
  return one(projects, text, 'project', 'The server');
}

/** An operation of a project by its id or its name. @throws {Failure} */
export function findOperation({ project }: ProjectState, text: string): Operation {
  return one(Object.values(project.operations), text, 'operation', `The project "${project.name}"`);
}

function one<T extends { id: Id; name: string }>(all: readonly T[], text: string, kind: string, place: string): T {
  const byId = all.find(({ id }) => id === text);
  if (byId) return byId;
  const found = all.filter(({ name }) => nameKey(name) === nameKey(text));
  const [first] = found;
  if (first && found.length === 1) return first;
  if (!first)
    throw new Failure(EXIT.unknown, `${place} has no ${kind} "${text}".`, `Give its name or its id${listed(all)}.`);
  const ids = found.map(({ id }) => id).join(', ');
  throw new Failure(
    EXIT.unknown,
    `${place} has ${found.length} ${kind}s of the name "${text}".`,
    `Give an id: ${ids}.`,
  );
}

function listed(all: readonly { name: string }[]): string {
  const names = all.slice(0, 10).map(({ name }) => `"${name}"`);
  return names.length === 0 ? '' : `; there is ${names.join(', ')}${all.length > 10 ? ', …' : ''}`;
}

/** A run by its id, in whichever project. @throws {Failure} */
export async function findRun(api: Api, text: string): Promise<Run> {
  const id = Id.safeParse(text);
  const { projects } = id.success ? await api.call(routes.listProjects) : { projects: [] };
  for (const { id: projectId } of projects) {
    const run = await api.call(routes.getRun, { params: { projectId, runId: text } }).catch(orUnknown);
    if (run) return run;
  }
  const todo = 'sluice runs lists them. Its log may have been removed after the time that logs are kept.';
  throw new Failure(EXIT.unknown, `There is no run "${text}".`, todo);
}

function orUnknown(error: unknown): null {
  if (error instanceof Failure && error.exitCode === EXIT.unknown) return null;
  throw error;
}
