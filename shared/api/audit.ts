import { z } from 'zod';
import { Id } from '../project/id.ts';

/** What an entry of the audit log is about. */
export const AUDIT_KINDS = [
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'account',
  'person',
  'project',
  'edit',
  'deploy',
  'run',
  'cancel',
  'schedule',
  'variable',
  'environment',
  'agent',
  'proxy',
  'connector',
  'settings',
] as const;
export const AuditKind = z.enum(AUDIT_KINDS);
export type AuditKind = z.infer<typeof AuditKind>;

/** As people read them. */
export const AUDIT_KIND_NAMES: Readonly<Record<AuditKind, string>> = {
  'sign-in': 'Sign-in',
  'sign-in-failed': 'Failed sign-in',
  'sign-out': 'Sign-out',
  account: 'Own account',
  person: 'People and roles',
  project: 'Project',
  edit: 'Edit',
  deploy: 'Deploy',
  run: 'Run',
  cancel: 'Cancel',
  schedule: 'Schedule',
  variable: 'Variable value',
  environment: 'Environment',
  agent: 'Agents',
  proxy: 'Proxy',
  connector: 'Connector',
  settings: 'Settings',
};

/** One thing that somebody did. */
export const AuditEntry = z.object({
  /** Later ones have higher numbers. */
  number: z.number().int(),
  at: z.iso.datetime(),
  who: z.object({
    /** Null: not signed in, as nobody needs to be, or as the sign-in failed. */
    personId: Id.nullable(),
    /** The person's name as it was; of a failed sign-in the user name that was given; else null. */
    name: z.string().nullable(),
    /** By which way: `command` is one on the server's machine. */
    via: z.enum(['browser', 'access-key', 'open', 'command']),
    /** The name of the access key. */
    accessKey: z.string().nullable(),
    /** Which browser or program, where it was said: see `client-id.ts`. */
    clientId: z.string().nullable(),
  }),
  /** The IP address that it came from; null: from the server's machine. */
  address: z.string().nullable(),
  kind: AuditKind,
  /** In words. */
  what: z.string(),
  project: z.object({ id: Id, name: z.string() }).nullable(),
  /** The name of the operation, or of what else it was done to. */
  thing: z.string().nullable(),
  runId: Id.nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Which entries, as the query of a URL. */
export const AuditFilter = z.strictObject({
  personId: Id.optional(),
  kind: AuditKind.optional(),
  projectId: Id.optional(),
  /** A part of what was done, to what, or by whom, in upper or lower case. */
  words: z.string().min(1).max(200).optional(),
  /** Then or later; then or earlier. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** `next`: what to pass as `before` for the page after this one; null when this is the last. */
export const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.number().int().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

/** For how many days entries are kept. */
export const AuditRetention = z.object({ days: z.number().int().min(1).max(3650) });
export type AuditRetention = z.infer<typeof AuditRetention>;
export const DEFAULT_AUDIT_DAYS = 30;
