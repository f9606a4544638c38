import type { ExecutableActivity, Executor, ResolvedConnection } from '../../../shared/connector.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import type { Payload, StepContext } from '../../../shared/runs/payload.ts';
import { browse } from './browse.ts';
import { parseConnection } from './connection.ts';
import { type Endpoint, type EndpointOptions, Endpoints } from './endpoints.ts';
import { getObject } from './get/get.ts';
import { listObjects } from './list/list.ts';
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
]);

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
      return execute(endpoints.of(parseConnection(connection)), activity, input, context);
    },
    close: () => endpoints.close(),
  };
}

export const executor: Executor = createExecutor();
