import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Known } from '../access/known.ts';
import type { Audit, Note } from '../audit/service.ts';
import { checkHost, checkOrigin, type HostPolicy } from './access.ts';
import type { AccessToken } from './access-token.ts';
import { bearerOf } from './access-token.ts';
import { type AnswerContext, answer, answerError } from './answer.ts';
import { ApiError } from './api-error.ts';
import type { Gate } from './gate.ts';
import type { AgentIdentity, HandlerEntry, HandlerTable } from './handler.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { serveClient } from './static-client.ts';
import { whileAllowed } from './while-allowed.ts';

export interface AppOptions extends AnswerContext {
  tables: readonly HandlerTable[];
  hosts: HostPolicy;
  /** Null on loopback, where whoever reaches us may use us while there are no people. */
  token: AccessToken | null;
  gate: Gate;
  known: Pick<Known, 'onChange'>;
  audit: Audit;
  verifyAgent(credential: string): Promise<AgentIdentity | null>;
  /** The folder of the built client. */
  clientDir: string;
}

/** The whole HTTP surface: routes from the tables, everything else from the built client. Does not listen. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  app.use((request, response, next) => {
    setSecurityHeaders(response);
    checkHost(request, options.hosts);
    next();
  });
  app.use(['/api', '/agent'], (request, _response, next) => {
    checkOrigin(request);
    next();
  });
  if (options.token) app.use(exchangeToken(options.token));
  const entries = options.tables.flat();
  for (const entry of entries) bind(app, entry, options);
  refuseOtherMethods(app, entries);
  app.use(['/api', '/agent'], (request) => {
    throw new ApiError('route-unknown', `There is no route ${request.method} ${request.baseUrl}${request.path}.`, {
      todo: 'See /api/openapi.json for those that there are.',
    });
  });
  app.use(serveClient(options.clientDir));
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    answerError(error, request, response, options.log);
  });
  return app;
}

function bind(app: Express, entry: HandlerEntry, options: AppOptions): void {
  const { route } = entry;
  const method = METHODS[route.method];
  app[method](route.path, async (request: Request, response: Response) => {
    const started = performance.now();
    response.once('close', () => {
      if (route.method === 'GET' || route.caller === 'agent') return;
      const took = Math.round(performance.now() - started);
      options.log.info({ route: route.id, status: response.statusCode, ms: took }, 'Request');
    });
    if (route.need === undefined || route.caller === 'agent') {
      const agent = await authenticate(entry, request, options);
      await answer(entry, request, response, { ...NOT_A_PERSON, stopping: options.stopping, agent });
      return;
    }
    const admission = await options.gate.admit({ need: route.need, request, projectId: request.params.projectId });
    const { who, visit } = admission;
    const allowed = route.replies === 'events' ? whileAllowed(admission, options.known, options.stopping) : null;
    const noted = options.audit.rules.get(route.id);
    let note: Note | null = null;
    try {
      await answer(entry, request, response, {
        stopping: allowed?.signal ?? options.stopping,
        agent: undefined,
        who,
        visit,
        onChecked: async (checked) => {
          await admission.checkBody(checked.body);
          note = (await noted?.before(checked)) ?? null;
        },
        onDone: async (reply) => {
          if (note) await options.audit.note(who, note, reply);
        },
      });
    } finally {
      allowed?.end();
    }
  });
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

/** Agents, and those who want to become one. */
const NOT_A_PERSON = {
  who: { person: null, mayAll: false, via: 'open', accessKey: null, address: null, clientId: null },
  visit: { sessionToken: null, begin: () => '', end: () => '' },
  onChecked: async () => undefined,
  onDone: async () => undefined,
} as const;

/** @throws {ApiError} `token-required`, `token-wrong` */
async function authenticate(
  { route }: HandlerEntry,
  request: Request,
  options: AppOptions,
): Promise<AgentIdentity | undefined> {
  if (route.caller !== 'agent') return undefined;
  const credential = bearerOf(request);
  if (credential === null)
    throw new ApiError('token-required', "This route is for agents, and asks for an agent's credential.", {
      todo: 'Send it as "Authorization: Bearer …".',
    });
  const agent = await options.verifyAgent(credential);
  if (agent) return agent;
  throw new ApiError('token-wrong', "The credential is no agent's of this server.", {
    todo: 'Register the agent anew.',
  });
}

function refuseOtherMethods(app: Express, entries: readonly HandlerEntry[]): void {
  for (const [path, group] of Map.groupBy(entries, ({ route }) => route.path)) {
    const methods = group.map(({ route }) => route.method);
    app.all(path, (request, response) => {
      response.setHeader('allow', methods.join(', '));
      throw new ApiError('method-unknown', `${path} does not take ${request.method}.`, {
        todo: `It takes ${methods.join(', ')}.`,
      });
    });
  }
}

/** Opening `/?token=…` once gives the browser a cookie, and an address without the token. */
function exchangeToken(token: AccessToken) {
  return (request: Request, response: Response, next: NextFunction) => {
    const { token: given } = request.query;
    if (typeof given !== 'string' || request.method !== 'GET' || !/^\/+$/.test(request.path)) return next();
    if (token.matches(given)) response.setHeader('set-cookie', token.cookie(given));
    response.setHeader('cache-control', 'no-store');
    response.redirect(303, '/');
  };
}
