import type { IncomingMessage } from 'node:http';
import { LEVEL_NAMES, type Level } from '../../shared/access/level.ts';
import type { Need } from '../../shared/access/need.ts';
import { Id } from '../../shared/project/id.ts';
import type { Known } from '../access/known.ts';
import { isAccessKey } from '../access/token.ts';
import { levelIn, mayIn, type Who } from '../access/who.ts';
import { unknownProject } from '../projects/service.ts';
import { type AccessToken, bearerOf } from './access-token.ts';
import { addressOf, type TrustedProxies } from './address.ts';
import { ApiError } from './api-error.ts';
import { type Visit, visitOf } from './visit.ts';

/** A request, with what the place that decides about it needs. */
export interface Visitor {
  need: Need;
  request: IncomingMessage;
  /** Of the path, as it came. */
  projectId: unknown;
}

/** Somebody who was let in. */
export interface Admission {
  who: Who;
  visit: Visit;
  /** Decides about what the body names, once it was read. @throws {ApiError} */
  checkBody(body: unknown): Promise<void>;
  /** Whether they might still do the same, and no more and no less of it: an open stream ends when not. */
  stillHolds(): Promise<boolean>;
}

/** The one place that decides whether somebody may call a route, before anything is done. */
export interface Gate {
  /** @throws {ApiError} `token-required`, `token-wrong`, `sign-in-required`, `access-key-wrong`, `not-allowed`, `project-unknown` */
  admit(visitor: Visitor): Promise<Admission>;
}

/** @param token of a server beyond loopback; counts while there are no people. */
export function createGate(known: Known, token: AccessToken | null, proxies: TrustedProxies): Gate {
  const nobody = (request: IncomingMessage): Who => ({
    person: null,
    mayAll: false,
    via: 'browser',
    accessKey: null,
    address: addressOf(request, proxies),
    clientId: clientOf(request),
  });
  /** @throws {ApiError} */
  const identify = async (request: IncomingMessage, visit: Visit, looks: boolean): Promise<Who> => {
    const bearer = bearerOf(request);
    const found =
      bearer !== null
        ? isAccessKey(bearer) && (await known.ofKey(bearer, looks))
        : visit.sessionToken !== null && (await known.ofSession(visit.sessionToken, looks));
    if (!found) throw bearer !== null ? wrongKey() : signInRequired();
    const { person, accessKey } = found;
    const via = bearer !== null ? 'access-key' : 'browser';
    return { ...nobody(request), person, mayAll: person.isAdministrator, via, accessKey };
  };
  const whoSends = async ({ need, request }: Visitor, visit: Visit, looks: boolean): Promise<Who> => {
    // Whether all is well is also told while the database is away.
    if (need.kind === 'anyone') return nobody(request);
    const claims = visit.sessionToken !== null || isAccessKey(bearerOf(request) ?? '');
    const people = known.hasPeople(claims);
    const somebody = typeof people === 'boolean' ? people : await people;
    if (!somebody) {
      token?.check(request);
      return { ...nobody(request), mayAll: true, via: 'open' };
    }
    if (need.kind !== 'visitor') return identify(request, visit, looks);
    return identify(request, visit, looks).catch((error) => {
      if (error instanceof ApiError) return nobody(request);
      throw error;
    });
  };
  /** The level in the project that the path names; null where it names none. */
  const levelOf = async (who: Who, { need, projectId }: Visitor): Promise<Level | null> => {
    if (need.kind !== 'project') return null;
    if (who.mayAll) return 'write';
    const id = Id.safeParse(projectId);
    // What is no id is refused as such, when the request is read.
    if (!id.success) return 'write';
    const environmentId = await known.environmentOf(id.data);
    const level = environmentId === null ? null : levelIn(who, environmentId);
    if (level === null) throw unknownProject(id.data);
    if (environmentId !== null && !mayIn(who, environmentId, need.level)) throw notAllowed(need.level);
    return level;
  };
  const decide = async (visitor: Visitor, visit: Visit, looks: boolean) => {
    const who = await whoSends(visitor, visit, looks);
    const { need } = visitor;
    if (need.kind === 'administrator' && !who.mayAll) throw notAllowed('administrator');
    if (need.kind === 'account' && who.person === null) throw signInRequired();
    if (need.kind === 'account' && who.via !== 'browser')
      throw new ApiError('not-allowed', 'An access key does nothing about the account that it belongs to.', {
        todo: 'Sign in with a browser.',
        details: { needs: 'session' },
      });
    return { who, level: await levelOf(who, visitor) };
  };
  /** What the body names is an environment. @throws {ApiError} */
  const checkEnvironment = async (who: Who, named: string | undefined, needed: Level) => {
    const environmentId = named ?? (await known.defaultEnvironment());
    if (environmentId === null || levelIn(who, environmentId) === null)
      throw new ApiError('environment-unknown', `There is no environment ${environmentId}.`, {
        todo: 'Name one of those that you may use.',
      });
    if (!mayIn(who, environmentId, needed)) throw notAllowed(needed);
  };
  return {
    admit: async (visitor) => {
      const { need, request } = visitor;
      const visit = visitOf(request);
      const { who, level } = await decide(visitor, visit, false);
      return {
        who,
        visit,
        checkBody: async (body) => {
          if (who.mayAll) return;
          const named = textIn(body, 'environmentId');
          if (need.kind === 'environment' || (need.kind === 'project' && need.into))
            await checkEnvironment(who, named, need.level);
          if (need.kind === 'project' && need.deploying && isTrueIn(body, 'deploy') && level !== 'write')
            throw notAllowed('write');
        },
        stillHolds: async () => {
          const now = await decide(visitor, visit, true).catch((error) => {
            if (error instanceof ApiError) return null;
            throw error;
          });
          return now !== null && now.level === level && now.who.via === who.via;
        },
      };
    },
  };
}

function notAllowed(needs: Level | 'administrator'): ApiError {
  const details = { needs };
  if (needs === 'administrator')
    return new ApiError('not-allowed', 'Only administrators may do this.', { todo: 'Ask one of them.', details });
  return new ApiError('not-allowed', `This needs the level ${LEVEL_NAMES[needs]} in the environment.`, {
    todo: 'Ask an administrator for it.',
    details,
  });
}

function signInRequired(): ApiError {
  return new ApiError('sign-in-required', 'You are not signed in, or no longer.', {
    todo: 'Sign in; a program sends an access key as "Authorization: Bearer …".',
  });
}

function wrongKey(): ApiError {
  return new ApiError('access-key-wrong', 'The access key is not one of this server, or it is no longer good.', {
    todo: 'Make one in the menu of your account. The access token that a server prints opens nothing once there are people.',
  });
}

/** The browser or the program, as the header says it. */
function clientOf(request: IncomingMessage): string | null {
  const header = request.headers['sluice-client'];
  return typeof header === 'string' && /^[\w.:-]{1,64}$/.test(header) ? header : null;
}

function textIn(body: unknown, key: string): string | undefined {
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function isTrueIn(body: unknown, key: string): boolean {
  return typeof body === 'object' && body !== null && Reflect.get(body, key) === true;
}
