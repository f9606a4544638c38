import { BrowseReply, TestReply } from '../../shared/api/connection-replies.ts';
import { routes } from '../../shared/api/routes.ts';
import { PermissionReport, TreePage } from '../../shared/asking.ts';
import { allFields, fieldProblems, type KnownVariable } from '../../shared/checks/fields.ts';
import { knownNames } from '../../shared/checks/variable-problems.ts';
import type { Connection } from '../../shared/project/connection.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { isPredefined } from '../../shared/variables/known.ts';
import { type UpdatedAgent, updateAgents } from '../connectors/update-agents.ts';
import type { Core } from '../core.ts';
import type { Environments } from '../environments/service.ts';
import { ApiError } from '../http/api-error.ts';
import { type HandlerTable, handleJson } from '../http/handler.ts';
import type { QuestionReply, Questions } from './questions.ts';

/** What people ask agents: Test, and the lists of browse fields. */
export function askHandlers(core: Core, environments: Environments, questions: Questions): HandlerTable {
  const { db } = core.database;
  return [
    handleJson(routes.testConnection, async ({ params: { projectId }, body, signal }) => {
      const { project } = await core.projects.current(db, projectId);
      const wrong = await problemOf(core, body, knownNames(project, isPredefined));
      if (wrong) return { result: { ok: false, ...wrong }, agents: [] };
      const { agentGroupId } = await environments.of(db, projectId);
      const group = { projectId, agentGroupId };
      const agents = await updateAgents(core, questions, group, body.connector, signal);
      const connection = { id: newId('con'), ...body };
      const options = { agents: agentsToAsk(agents) };
      const reply = await questions.ask(projectId, agentGroupId, { kind: 'test', connection }, signal, options);
      return { result: TestReply.shape.result.parse(answered(reply)), agents: withAnswering(agents, reply) };
    }),
    handleJson(routes.browse, async ({ params: { projectId, connectionId }, body, signal }) => {
      const { project } = await core.projects.current(db, projectId);
      const connection = savedConnection(project, connectionId);
      const { agentGroupId } = await environments.of(db, projectId);
      const question = { kind: 'browse', connection, what: body.what } as const;
      const reply = await questions.ask(projectId, agentGroupId, question, signal);
      return { items: BrowseReply.shape.items.parse(answered(reply)) };
    }),
    handleJson(routes.browseTree, async ({ params: { projectId, connectionId }, body, signal }) => {
      const { project } = await core.projects.current(db, projectId);
      const connection = savedConnection(project, connectionId);
      const { agentGroupId } = await environments.of(db, projectId);
      const question = { kind: 'tree', connection, request: body } as const;
      return TreePage.parse(answered(await questions.ask(projectId, agentGroupId, question, signal)));
    }),
    handleJson(routes.checkPermissions, async ({ params: { projectId }, body: { within, ...body }, signal }) => {
      const { project } = await core.projects.current(db, projectId);
      const wrong = await problemOf(core, body, knownNames(project, isPredefined));
      if (wrong)
        throw new ApiError('connector-failed', wrong.message, { details: { code: wrong.code }, todo: wrong.todo });
      const { agentGroupId } = await environments.of(db, projectId);
      const question = { kind: 'permissions', connection: { id: newId('con'), ...body }, within } as const;
      return PermissionReport.parse(answered(await questions.ask(projectId, agentGroupId, question, signal)));
    }),
  ];
}

function savedConnection(project: Project, connectionId: Id): Connection {
  const connection = project.connections[connectionId];
  if (connection) return connection;
  throw new ApiError('connection-unknown', `The project has no connection ${connectionId}.`, {
    todo: 'Save the connection first; or it may have been deleted meanwhile: reload the project.',
  });
}

type Asked = (typeof routes.testConnection)['body']['_output'];

/** What is wrong with the screen itself, so that no agent needs to be asked. */
async function problemOf({ connectors }: Core, body: Asked, knownVariable: KnownVariable) {
  const current = await connectors.current();
  const descriptor = current.find(({ descriptor: { id } }) => id === body.connector)?.descriptor;
  if (!descriptor)
    throw new ApiError('connector-unknown', `There is no connector "${body.connector}".`, {
      todo: 'Take one of the connectors of the palette.',
    });
  const problem = fieldProblems(allFields(descriptor.connection.sections), body.settings, knownVariable)[0];
  if (!problem) return null;
  const todo = 'Mend the field, then test again.';
  return { code: 'settings-invalid', name: 'Settings', message: problem.message, todo };
}

/** Those that are ready; if none is, whichever comes first, also one that comes up just now. */
function agentsToAsk(agents: readonly UpdatedAgent[]): Id[] | undefined {
  const ready = agents.flatMap(({ id, isReady }) => (isReady ? [id] : []));
  return ready.length === 0 ? undefined : ready;
}

/** What is told of the agents: also of one that has come up meanwhile and answered. */
function withAnswering(
  agents: readonly UpdatedAgent[],
  { agentName: name, connectorVersion }: QuestionReply,
): TestReply['agents'] {
  const told = agents.map((agent) => agent.told);
  return told.some((agent) => agent.name === name) ? told : [...told, { name, connectorVersion, updated: false }];
}

function answered({ answer }: QuestionReply): unknown {
  if (answer.ok) return answer.value;
  const details = { code: answer.code };
  throw new ApiError(
    'connector-failed',
    answer.message,
    answer.todo === '' ? { details } : { details, todo: answer.todo },
  );
}
