/**
 * The predefined variables that a field may name, by group, with what each stands for. Resolved when the step starts.
 * Sources: the page on variables; project and global variables are not among them.
 */
export const PREDEFINED_VARIABLES = {
  'jitterbit.operation.name': 'The name of the operation that runs',
  'jitterbit.operation.guid': 'The id of the operation that runs',
  'jitterbit.operation.instance.guid': 'The id of the run',
  'jitterbit.agent.name': 'The name of the agent that runs it',
  date: 'The date, as YYYY-MM-DD (UTC)',
  time: 'The time of day, as HHMMSS (UTC)',
  unique: 'A new random UUID for each step',
} as const satisfies Record<string, string>;
export type PredefinedVariable = keyof typeof PREDEFINED_VARIABLES;

export function isPredefined(name: string): name is PredefinedVariable {
  return Object.hasOwn(PREDEFINED_VARIABLES, name);
}
