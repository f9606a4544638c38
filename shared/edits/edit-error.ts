/** Why an edit can't be applied to a project as it is. */
export type EditErrorCode =
  | 'edit-target-missing'
  | 'edit-already-exists'
  | 'edit-already-placed'
  | 'edit-in-use'
  | 'edit-cycle'
  | 'edit-too-large'
  | 'edit-reference-missing';

/** Thrown by `apply`; the project is unchanged. The message is for the person who made the edit. */
export class EditError extends Error {
  override readonly name = 'EditError';
  readonly code: EditErrorCode;
  constructor(code: EditErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
