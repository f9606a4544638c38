import type { Connection } from '../project/connection.ts';
import type { Project } from '../project/project.ts';
import type { CheckContext } from './check-context.ts';
import { allFields, fieldValue, isVisible } from './fields.ts';
import type { ItemReference, Problem } from './problem.ts';

/**
 * Connections that ask for what only private agents have, in an environment whose agents are others. It is a warning: the design is as
 * it should be, and the project may be meant for another environment.
 */
export function agentGroupProblems(project: Project, context: CheckContext): Problem[] {
  const { agentGroup } = context;
  if (agentGroup?.kind !== 'cloud') return [];
  const found = Object.values(project.connections).flatMap((connection) =>
    privateOnly(connection, context).map((label) => ({ connection, label })),
  );
  if (found.length === 0) return [];
  const why = `Only private agents have proxy settings. The agent group "${agentGroup.name}" of this environment is a cloud group`;
  const warning = (item: ItemReference, what: string): Problem => ({
    code: 'private-agent-only',
    severity: 'warning',
    item,
    message: `${what} is ticked. ${why}.`,
    fix: 'Untick it, or choose an environment with a private agent group for the project.',
  });
  return found.flatMap(({ connection: { id, name }, label }) => [
    warning({ kind: 'connection', id }, `The connection "${name}": ${label}`),
    ...Object.values(project.activities)
      .filter(({ connectionId }) => connectionId === id)
      .map((activity) => {
        const what = `The activity "${activity.name}" uses the connection "${name}", where ${label}`;
        return warning({ kind: 'activity', id: activity.id }, what);
      }),
  ]);
}

/** The labels of the ticked fields that are for private agents alone. */
function privateOnly({ connector, settings }: Connection, { descriptors }: CheckContext): string[] {
  const descriptor = descriptors.find(({ id }) => id === connector);
  const fields = descriptor ? allFields(descriptor.connection.sections) : [];
  return fields
    .filter((field) => field.control === 'checkbox' && field.privateAgentOnly === true)
    .filter((field) => fieldValue(field, settings) === true && isVisible(field, settings, fields))
    .map(({ label }) => label);
}
