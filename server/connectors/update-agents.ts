import { ConnectorAnswer } from '../../shared/api/agent-connectors.ts';
import type { TestReply } from '../../shared/api/connection-replies.ts';
import { compareVersions } from '../../shared/connector-package/version.ts';
import type { Id } from '../../shared/project/id.ts';
import { onlineAgents } from '../agents/presence.ts';
import type { Questions } from '../agents/questions.ts';
import type { Core } from '../core.ts';
import { ApiError } from '../http/api-error.ts';
import { readPolicy } from './policy.ts';

/** How long an agent may take to update a connector before Test goes on without it. */
const UPDATE_MS = 15_000;

/** What has become of the connector on one agent. */
export interface UpdatedAgent {
  id: Id;
  /** As it is told to whoever asked for the test. */
  told: TestReply['agents'][number];
  /** Whether it has the version that the test is to be made with. */
  isReady: boolean;
}

interface Group {
  projectId: Id;
  agentGroupId: Id;
}

type Agent = Awaited<ReturnType<typeof onlineAgents>>[number];

/**
 * Makes sure that the online agents of a group have a connector: its latest version, or any version where the policy does
 * not let it be replaced. An agent that cannot do so in time is told with its problem, and holds up nothing else. One that was not heard
 * of for a moment is asked too, and left out if it is not there.
 */
export async function updateAgents(
  { database: { db }, connectors }: Core,
  questions: Questions,
  { projectId, agentGroupId }: Group,
  connector: string,
  signal: AbortSignal,
): Promise<UpdatedAgent[]> {
  const { disableAutoConnectorUpdate } = await readPolicy(db);
  const replace = !disableAutoConnectorUpdate;
  const latest = (await connectors.current()).find(({ descriptor }) => descriptor.id === connector)?.version ?? '0.0.0';

  const one = async ({ id, name, version, updatesConnectors, isLate }: Agent): Promise<UpdatedAgent | null> => {
    const told = { name, connectorVersion: version ?? '', updated: false };
    if (!isLate && version !== undefined && (!replace || compareVersions(version, latest) >= 0))
      return { id, told, isReady: true };
    const failed = (problem: string) => ({ id, told: { ...told, problem }, isReady: false });
    if (!updatesConnectors && isLate) return null;
    if (!updatesConnectors)
      return failed('This agent is of a version that cannot update connectors: update the agent itself.');
    try {
      const question = { kind: 'connector', connector, replace } as const;
      const options = { agents: [id], waitMs: UPDATE_MS };
      const { answer } = await questions.ask(projectId, agentGroupId, question, signal, options);
      if (!answer.ok) return failed(answer.message);
      const { version: connectorVersion, updated, problem } = ConnectorAnswer.parse(answer.value);
      return {
        id,
        told: { name, connectorVersion, updated, ...(problem === undefined ? {} : { problem }) },
        isReady: problem === undefined,
      };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (isLate) return null;
      if (error.code === 'agent-offline') return failed('This agent has gone offline.');
      if (error.code === 'agent-timeout')
        return failed(`This agent has not updated the connector within ${UPDATE_MS / 1000} seconds.`);
      return failed(error.message);
    }
  };

  const agents = await Promise.all((await onlineAgents(db, agentGroupId, connector)).map(one));
  return agents.filter((agent) => agent !== null);
}
