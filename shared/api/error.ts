import { z } from 'zod';

/** Every error code of the HTTP API with its status. Codes are stable: clients may rely on them. */
export const ERROR_STATUS = {
  'malformed-json': 400,
  'invalid-request': 400,
  'invalid-edit': 422,
  'token-required': 401,
  'token-wrong': 401,
  'registration-wrong': 401,
  'sign-in-required': 401,
  'sign-in-wrong': 401,
  'access-key-wrong': 401,
  'foreign-host': 403,
  'foreign-origin': 403,
  'not-allowed': 403,
  'route-unknown': 404,
  'project-unknown': 404,
  'environment-unknown': 404,
  'agent-group-unknown': 404,
  'agent-unknown': 404,
  'operation-unknown': 404,
  'connection-unknown': 404,
  'connector-unknown': 404,
  'connector-version-unknown': 404,
  'run-unknown': 404,
  'schedule-unknown': 404,
  'output-unknown': 404,
  'debug-unknown': 404,
  'deployment-unknown': 404,
  'revision-unknown': 404,
  'person-unknown': 404,
  'access-key-unknown': 404,
  'secret-unknown': 422,
  'method-unknown': 405,
  'edit-conflict': 409,
  'name-taken': 409,
  'in-use': 409,
  'last-administrator': 409,
  'agent-version-wrong': 409,
  'connector-version-taken': 409,
  'proxy-not-allowed': 409,
  'run-ended': 409,
  'lease-lost': 409,
  'not-deployed': 409,
  'body-too-large': 413,
  'media-type-unknown': 415,
  'operation-invalid': 422,
  'connector-failed': 422,
  'connector-invalid': 422,
  'proxy-invalid': 422,
  'password-wrong': 422,
  'sign-in-limited': 429,
  'internal-error': 500,
  'agent-offline': 503,
  'database-unavailable': 503,
  'server-stopping': 503,
  'agent-timeout': 504,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** The body of every reply with a status of 400 or more. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    /** What is wrong and where. */
    message: z.string(),
    /** What to do about it. */
    todo: z.string().optional(),
    /** What else the code promises, e.g. the problems that keep an operation from being deployed. */
    details: z.unknown().optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
