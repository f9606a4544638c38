import type { ExecutableActivity, Executor, ResolvedConnection } from '../../../shared/connector.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import type { Payload, StepContext } from '../../../shared/runs/payload.ts';
import { browse } from './browse.ts';
import { browseKeys } from './browse-keys.ts';
import { parseConnection } from './connection.ts';
import { deleteObject } from './delete/delete.ts';
import { type Endpoint, type EndpointOptions, Endpoints } from './endpoints.ts';
import { getObject } from './get/get.ts';
import { listObjects } from './list/list.ts';
import { listEach } from './list/list-each.ts';
import { moveObject } from './move/move.ts';
import { checkPermissions } from './permissions/check.ts';
import { abortUpload } from './put/abort-upload.ts';
import { leavesAlone } from './put/leaves-alone.ts';
import { putObject } from './put/put.ts';
import { testConnection } from './test.ts';

type Execute = (
  endpoint: Endpoint,
  activity: ExecutableActivity,
  input: Payload,
  context: StepContext,
) => Promise<Payload>;

/** How each activity type is executed, by its id in the descriptor. */
const ACTIVITIES = new Map<string, Execute>([
  ['get-object', getObject],
  ['put-object', putObject],
  ['list-objects', listObjects],
  ['delete-object', deleteObject],
  ['move-object', moveObject],
]);

/** A clock that had to be corrected is said in the log, once. */
function tellSkew({ wire, connection }: Endpoint, context: StepContext): void {
  const ahead = wire.skew.news();
  if (ahead === undefined) return;
  const by = `${Math.abs(ahead).toLocaleString('en-US')} seconds ${ahead > 0 ? 'behind' : 'ahead of'}`;
  context.log(
    'warning',
    'clock-skew-corrected',
    `The agent's clock is ${by} that of the storage of "${connection.name}". Requests are signed with the storage's time; set the clock of the agent's machine.`,
  );
}

/** The executor of Amazon S3 connections. Keeps connections to storage open between steps: `close` ends idle ones. */
export function createExecutor(options: EndpointOptions = {}): Executor & { close(): void } {
  const endpoints = new Endpoints(options);
  return {
    test: testConnection,
    browse,
    execute: async (
      connection: ResolvedConnection,
      activity: ExecutableActivity,
      input: Payload,
      context: StepContext,
    ): Promise<Payload> => {
      const execute = ACTIVITIES.get(activity.type);
      if (!execute)
        throw new ConnectorError({
          code: 'activity-type-unknown',
          message: `This version of the connector has no activity type "${activity.type}" (activity "${activity.name}").`,
          todo: 'Update the connector on the agent.',
        });
      const endpoint = endpoints.of(parseConnection(connection));
      try {
        return await execute(endpoint, activity, input, context);
      } finally {
        tellSkew(endpoint, context);
      }
    },
    browseTree: async (connection, request, signal) =>
      browseKeys(endpoints.of(parseConnection(connection)), request, signal),
    checkPermissions: async (connection, { bucket = '', prefix = '' }, signal) =>
      checkPermissions(endpoints.of(parseConnection(connection)), { bucket, prefix }, signal),
    each: (connection, activity, input, context, start) =>
      listEach(endpoints.of(parseConnection(connection)), activity, input, context, start),
    leavesAlone: async (connection, activity, record, context) =>
      activity.type === 'put-object' &&
      leavesAlone(endpoints.of(parseConnection(connection)), activity, record, context),
    // Credentials that are fetched, and fetched anew, are fetched once for all.
    threads: (connection) => parseConnection(connection).credentials !== 'chain',
    abortUpload: async (connection, place, signal) =>
      abortUpload(endpoints.of(parseConnection(connection)), place, signal),
    close: () => endpoints.close(),
  };
}

export const executor: Executor = createExecutor();
