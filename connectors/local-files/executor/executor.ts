import type { ExecutableActivity, Executor, ResolvedConnection } from '../../../shared/connector.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import type { Payload, StepContext } from '../../../shared/runs/payload.ts';
import { allowedFolders } from './allowed-folders.ts';
import { browseFiles, browseUnknown } from './browse-files.ts';
import { Root } from './folder/root.ts';
import { listEach, listFiles } from './list/list-files.ts';
import { readFile } from './read/read-file.ts';
import { testConnection } from './test.ts';
import { leavesAlone } from './write/leaves-alone.ts';
import { writeFile } from './write/write-file.ts';

type Execute = (root: Root, activity: ExecutableActivity, input: Payload, context: StepContext) => Promise<Payload>;

/** How each activity type is executed, by its id in the descriptor. */
const ACTIVITIES = new Map<string, Execute>([
  ['read-file', readFile],
  ['write-file', writeFile],
  ['list-files', listFiles],
]);

/** The executor of Local Files connections. @param allowed gives the folders within which it works */
export function createExecutor(allowed: () => readonly string[]): Executor {
  const known = new WeakMap<ResolvedConnection, Root>();
  /** A step that runs for each of many files has the same connection each time. */
  const rootOf = async (connection: ResolvedConnection): Promise<Root> => {
    const root = known.get(connection) ?? (await Root.of(connection, allowed()));
    known.set(connection, root);
    return root;
  };
  return {
    test: (connection) => testConnection(connection, allowed()),
    browse: async (_connection, what) => {
      throw browseUnknown(what);
    },
    browseTree: async (connection, request) => browseFiles(await rootOf(connection), request),
    execute: async (connection, activity, input, context) => {
      const execute = ACTIVITIES.get(activity.type);
      if (!execute)
        throw new ConnectorError({
          code: 'activity-type-unknown',
          message: `This version of the connector has no activity type "${activity.type}" (activity "${activity.name}").`,
          todo: 'Update the connector on the agent.',
        });
      return execute(await rootOf(connection), activity, input, context);
    },
    each: async function* (connection, activity, _input, context, start) {
      yield* listEach(await rootOf(connection), activity, context, start);
    },
    leavesAlone: async (connection, activity, record, context) =>
      activity.type === 'write-file' && leavesAlone(await rootOf(connection), activity, record, context),
  };
}

/** What an agent uses: it works within the folders that the agent's environment allows. */
export const executor: Executor = createExecutor(() => allowedFolders(process.env.SLUICE_AGENT_FOLDERS));
