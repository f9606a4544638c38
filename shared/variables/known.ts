import { nameKey } from '../project/name.ts';

/**
 * The predefined variables that a field may name, with what each stands for. They are read only, and get their values when
 * the step starts. Sources: the page on variables; project and global variables are not among them.
 */
export const PREDEFINED_VARIABLES = {
  'jitterbit.operation.name': 'The name of the operation that runs',
  'jitterbit.operation.guid': 'The id of the operation that runs',
  'jitterbit.operation.instance.guid': 'The id of the run',
  'jitterbit.operation.error':
    'The error with which the operation ended: in the e-mails that it sends; empty while it runs',
  'jitterbit.operation.last_error': 'The last error of the chain of operations; empty when there was none',
  'jitterbit.operation.previous.error': 'The error of the operation whose action started this one',
  'jitterbit.operation.previous.success':
    'Whether the operation whose action started this one succeeded: true or false',
  'jitterbit.source.filename':
    'The name of the object that flowed in last, here or in the run before, without its folders',
  'jitterbit.source.locator': 'The bucket and key of the object that flowed in last',
  'jitterbit.source.size': 'The size in bytes of the object that flowed in last',
  'jitterbit.target.filename':
    'The name of the object that was written last, here or in the run before, without its folders',
  'jitterbit.target.locator': 'The bucket and key of the object that was written last',
  'jitterbit.environment.name': 'The name of the environment',
  'jitterbit.project.name': 'The name of the project',
  'jitterbit.agent.name': 'The name of the agent that runs it',
  'jitterbit.agentgroup.name': 'The name of the agent group',
  date: 'The date, as YYYY-MM-DD (UTC)',
  time: 'The time of day, as HHMMSS (UTC)',
  file: 'The base name of the source object, without its extension',
  ext: 'The extension of the source object, without the dot',
  sequence: 'The number of the object within the run, from 1',
  unique: 'A new random UUID for each step',
} as const satisfies Record<string, string>;
export type PredefinedVariable = keyof typeof PREDEFINED_VARIABLES;

export function isPredefined(name: string): name is PredefinedVariable {
  return Object.hasOwn(PREDEFINED_VARIABLES, name);
}

const PREDEFINED_KEYS = new Set(Object.keys(PREDEFINED_VARIABLES).map(nameKey));

/** Whether a name is the runtime's, in whatever case it is written: no variable of a project may have it. */
export function isReserved(name: string): boolean {
  const key = nameKey(name);
  return key.startsWith('jitterbit.') || PREDEFINED_KEYS.has(key);
}
