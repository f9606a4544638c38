import type { z } from 'zod';
import { ErrorBody } from '../../shared/api/error.ts';
import type { Route } from '../../shared/api/route.ts';
import { routes } from '../../shared/api/routes.ts';
import { Refused } from '../product/api-client.ts';

/** Calls a route as those who look after the installation would, over HTTP. @throws {Refused} */
export async function call<R extends Route>(
  serverUrl: string,
  route: R,
  input: { params?: Record<string, string>; body?: z.input<R['body']> } = {},
): Promise<z.output<R['reply']>> {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => input.params?.[name] ?? name);
  const response = await fetch(new URL(path, serverUrl), {
    method: route.method,
    ...(route.method === 'GET'
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input.body ?? {}) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(response.status, text);
  return route.reply.parse(JSON.parse(text)) as z.output<R['reply']>;
}

/** The code of the error that a call is refused with. */
export async function refusalOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refused)) throw new Error('the call was not refused', { cause: error });
  return ErrorBody.parse(JSON.parse(error.message.slice(error.message.indexOf(' ') + 1))).error.code;
}

/** Makes a private agent group and an environment of its own; gives their ids. */
export async function makePlace(
  serverUrl: string,
  name: string,
): Promise<{ agentGroupId: string; environmentId: string }> {
  const group = await call(serverUrl, routes.createAgentGroup, { body: { name: `${name} group`, kind: 'private' } });
  const environment = await call(serverUrl, routes.createEnvironment, { body: { name, agentGroupId: group.id } });
  return { agentGroupId: group.id, environmentId: environment.id };
}
