import { z } from 'zod';
import { ACCOUNT, ADMINISTRATOR, VISITOR } from '../../access/need.ts';
import { Id } from '../../project/id.ts';
import {
  AccessKey,
  GivenPassword,
  Levels,
  Me,
  MOST_KEY_DAYS,
  NewPassword,
  PersonDetail,
  PersonName,
  UserName,
} from '../access.ts';
import { none } from './params.ts';
import { route } from './route-of.ts';

const personParams = z.strictObject({ personId: Id });

/** People, their sessions and access keys. */
export const accessRoutes = {
  me: route({
    id: 'me',
    method: 'GET',
    path: '/api/me',
    need: VISITOR,
    summary: 'Who one is and what one may do; also for those who are not signed in.',
    reply: Me,
  }),
  signIn: route({
    id: 'signIn',
    method: 'POST',
    path: '/api/session',
    need: VISITOR,
    summary: 'Begins a session, by a cookie. 401 sign-in-wrong; 429 sign-in-limited with `details.retryAfterSeconds`.',
    body: z.strictObject({ userName: z.string().max(254), password: GivenPassword }),
    reply: Me,
  }),
  signOut: route({
    id: 'signOut',
    method: 'DELETE',
    path: '/api/session',
    need: VISITOR,
    summary: 'Ends the session of this browser, if there is one.',
    reply: none,
  }),
  changeMe: route({
    id: 'changeMe',
    method: 'PUT',
    path: '/api/me',
    need: ACCOUNT,
    summary: "Changes one's own name.",
    body: z.strictObject({ name: PersonName }),
    reply: none,
  }),
  changePassword: route({
    id: 'changePassword',
    method: 'PUT',
    path: '/api/me/password',
    need: ACCOUNT,
    summary:
      "Changes one's own password. Ends all other sessions of one's own. 422 password-wrong; 429 sign-in-limited.",
    body: z.strictObject({ current: GivenPassword, password: NewPassword }),
    reply: none,
  }),
  listAccessKeys: route({
    id: 'listAccessKeys',
    method: 'GET',
    path: '/api/me/access-keys',
    need: ACCOUNT,
    summary: "One's own access keys that are still good, the newest first.",
    reply: z.object({ accessKeys: z.array(AccessKey) }),
  }),
  createAccessKey: route({
    id: 'createAccessKey',
    method: 'POST',
    path: '/api/me/access-keys',
    need: ACCOUNT,
    summary: 'Makes an access key for programs, to be sent as "Authorization: Bearer …". It is shown this once.',
    body: z.strictObject({
      name: z.string().trim().min(1).max(128),
      days: z.number().int().min(1).max(MOST_KEY_DAYS),
    }),
    reply: z.object({ accessKey: AccessKey, key: z.string() }),
  }),
  revokeAccessKey: route({
    id: 'revokeAccessKey',
    method: 'DELETE',
    path: '/api/me/access-keys/:accessKeyId',
    params: z.strictObject({ accessKeyId: Id }),
    need: ACCOUNT,
    summary: "Makes one of one's own access keys worth nothing, at once.",
    reply: none,
  }),
  listPeople: route({
    id: 'listPeople',
    method: 'GET',
    path: '/api/people',
    need: ADMINISTRATOR,
    summary: 'Everybody, by name, with their levels in environments.',
    reply: z.object({ people: z.array(PersonDetail) }),
  }),
  createPerson: route({
    id: 'createPerson',
    method: 'POST',
    path: '/api/people',
    need: ADMINISTRATOR,
    summary:
      'Makes a person. The first one is an administrator, whatever the body says, and is signed in by the reply; from then on everybody signs in.',
    body: z.strictObject({
      name: PersonName,
      userName: UserName,
      password: NewPassword,
      isAdministrator: z.boolean().default(false),
      levels: Levels.default({}),
    }),
    reply: PersonDetail,
  }),
  changePerson: route({
    id: 'changePerson',
    method: 'PUT',
    path: '/api/people/:personId',
    params: personParams,
    need: ADMINISTRATOR,
    summary:
      'Changes a person; what is absent stays. `levels` replaces all of them. Disabling ends the sessions, and access keys open nothing meanwhile. 409 last-administrator.',
    body: z.strictObject({
      name: PersonName.optional(),
      userName: UserName.optional(),
      isAdministrator: z.boolean().optional(),
      disabled: z.boolean().optional(),
      levels: Levels.optional(),
    }),
    reply: PersonDetail,
  }),
  resetPassword: route({
    id: 'resetPassword',
    method: 'PUT',
    path: '/api/people/:personId/password',
    params: personParams,
    need: ADMINISTRATOR,
    summary: "Sets another person's password, and ends their sessions.",
    body: z.strictObject({ password: NewPassword }),
    reply: none,
  }),
} as const;
