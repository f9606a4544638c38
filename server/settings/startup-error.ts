/** Stable codes of the reasons for which the product refuses to start. */
export type StartupErrorCode =
  | 'setting-invalid'
  | 'port-taken'
  | 'port-not-allowed'
  | 'address-not-available'
  | 'folder-not-writable'
  | 'folder-not-reachable'
  | 'folder-in-use'
  | 'platform-unsupported'
  | 'embedded-database-failed'
  | 'database-unreachable'
  | 'database-too-old'
  | 'database-newer'
  | 'move-unfinished'
  | 'move-refused'
  | 'migration-changed'
  | 'migration-failed'
  | 'not-started-yet'
  | 'person-unknown';

/**
 * The product cannot start, for a reason that its operator can mend. The message is one paragraph for that
 * person: what is wrong, where, and what to do. `main` prints it as it is, without a stack, and exits with 1.
 */
export class StartupError extends Error {
  readonly code: StartupErrorCode;

  constructor(code: StartupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupError';
    this.code = code;
  }
}
