import { z } from 'zod';
import { LEVEL_NAMES } from '../../shared/access/level.ts';
import type { Need } from '../../shared/access/need.ts';
import { ERROR_STATUS, ErrorBody } from '../../shared/api/error.ts';
import type { Route } from '../../shared/api/route.ts';
import { EditEnvelope } from '../../shared/edits/edit.ts';
import { Project } from '../../shared/project/project.ts';
import { Run } from '../../shared/runs/run.ts';

type Json = Record<string, unknown>;

/** Schemas that stand under their own name in the description, beside the routes' own. */
const NAMED: Readonly<Record<string, z.ZodType>> = { EditEnvelope, ErrorBody, Project, Run };

/** Describes routes as OpenAPI 3.1, from the schemas that requests are checked with. */
export function openApi(routes: readonly Route[], version: string): Json {
  const registries = registriesOf(routes);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, registries) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sluice',
      version,
      description: 'Design, deploy and run operations on Amazon S3 and compatible storage.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { ...toSchemas(registries.bodies, 'input'), ...toSchemas(registries.replies, 'output') },
      securitySchemes: {
        accessKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access key of a person. While there are no people: the access token, beyond loopback only.',
        },
        agentCredential: { type: 'http', scheme: 'bearer', description: 'The credential of an agent.' },
      },
    },
  };
}

function operation(route: Route, registries: Registries): Json {
  const body = bodyOf(route, registries.bodies);
  return {
    operationId: route.id,
    summary: route.summary,
    ...(route.need ? { description: `Needs: ${needInWords(route.need)}.` } : {}),
    tags: [route.caller === 'agent' ? 'agents' : 'people'],
    security: security(route),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(body ? { requestBody: body } : {}),
    responses: { 200: { description: 'Done.', content: replyContent(route, registries.replies) }, default: failure() },
  };
}

/** What a route needs once there are people. */
function needInWords(need: Need): string {
  switch (need.kind) {
    case 'anyone':
    case 'visitor':
      return 'nothing';
    case 'person':
      return 'to be signed in, or an access key';
    case 'account':
      return 'to be signed in';
    case 'administrator':
      return 'to be an administrator';
    case 'environment':
      return `${LEVEL_NAMES[need.level]} in the environment`;
    case 'project': {
      const into = need.into ? ', and in the one that it is moved to' : '';
      const deploying = need.deploying ? ', and Write to deploy' : '';
      return `${LEVEL_NAMES[need.level]} in the environment of the project${into}${deploying}`;
    }
  }
}

function security(route: Route): Json[] {
  if (route.caller === 'anyone') return [];
  return route.caller === 'agent' ? [{ agentCredential: [] }] : [{}, { accessKey: [] }];
}

function parameters(schema: z.ZodType, where: 'path' | 'query'): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const output = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }).properties ?? {};
  return Object.keys(properties).map((name) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    // What is coerced comes in as any text; what it must be then is the better description.
    schema: output[name] ?? properties[name],
  }));
}

function bodyOf(route: Route, bodies: Registry): Json | null {
  if (route.bodyType === 'bytes')
    return { required: true, content: { 'application/gzip': { schema: { type: 'string', format: 'binary' } } } };
  if (isEmpty(route.body)) return null;
  return { required: true, content: { 'application/json': { schema: reference(bodies, route.body) } } };
}

function replyContent(route: Route, replies: Registry): Json {
  if (route.replies === 'events') return { 'text/event-stream': { schema: { type: 'string' } } };
  if (route.replies === 'file') return { 'application/json': { schema: {} } };
  return { 'application/json': { schema: reference(replies, route.reply) } };
}

function failure(): Json {
  const codes = Object.entries(ERROR_STATUS).map(([code, status]) => `${code} (${status})`);
  return {
    description: `Refused or failed. Codes: ${codes.join(', ')}.`,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorBody' } } },
  };
}

type Registry = z.core.$ZodRegistry<{ id: string }>;

/** What bodies take and what replies hold, each schema once, under the name of the first route that has it. */
interface Registries {
  bodies: Registry;
  replies: Registry;
}

function registriesOf(routes: readonly Route[]): Registries {
  const bodies: Registry = z.registry<{ id: string }>();
  const replies: Registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) replies.add(schema, { id });
  for (const { id, body, bodyType, reply, replies: kind } of routes) {
    if (bodyType === 'json' && !isEmpty(body) && !bodies.has(body)) bodies.add(body, { id: `${id}Body` });
    if (kind === 'json' && !isEmpty(reply) && !replies.has(reply)) replies.add(reply, { id: `${id}Reply` });
  }
  return { bodies, replies };
}

function toSchemas(registry: Registry, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(registry, { io, unrepresentable: 'any', uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema]),
  );
}

function isEmpty(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
}

/** An empty object needs no name. */
function reference(registry: Registry, schema: z.ZodType): Json {
  const name = registry.get(schema)?.id;
  return name === undefined ? { type: 'object' } : { $ref: `#/components/schemas/${name}` };
}
