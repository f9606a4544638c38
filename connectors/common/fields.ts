import { CONTINUE_ON_ERROR, type Field } from '../../shared/connector.ts';

/** Lets a run go on after an error of the activity; it ends with a warning then. */
export const continueOnError: Field = {
  name: CONTINUE_ON_ERROR,
  label: 'Continue on error',
  hint: 'An error becomes a warning, and the run goes on.',
  control: 'checkbox',
  default: false,
};

/** The most that one list returns. */
export const LIST_CEILING = 100_000;

/** What a text field takes as a date; `dateField` of `parse-settings.ts` reads it. */
export const datePattern = {
  source: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?)?$',
  message: 'enter a date such as 2026-01-31 or 2026-01-31T18:00:00Z (UTC unless it says otherwise).',
};
