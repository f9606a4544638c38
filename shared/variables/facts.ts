import type { PreviousRun, Surroundings } from '../api/agent-gateway.ts';
import type { PredefinedVariable } from './known.ts';

/** An object, as far as it is known: where it lies, and how large it is. */
export interface ObjectFacts {
  bucket?: string | undefined;
  key: string;
  size?: number | undefined;
}

/** What the predefined variables are made of; what is not known has no variable. */
export interface Facts {
  now: Date;
  unique: string;
  operation?: { id: string; name: string } | undefined;
  runId?: string | undefined;
  /** The error with which the run ended; absent while it has not. */
  error?: string | undefined;
  /** The last error in the run that it went on after. */
  lastError?: string | undefined;
  previous?: PreviousRun | undefined;
  surroundings?: Surroundings | undefined;
  agentName?: string | undefined;
  /** The object that flowed in last, and its number within the run; before there is one, that of the run before. */
  source?: ObjectFacts | undefined;
  sequence?: number | undefined;
  target?: ObjectFacts | undefined;
}

export type PredefinedValues = Readonly<Partial<Record<PredefinedVariable, string>>>;

/** The values of the predefined variables. Date and time are those of one moment, in UTC. */
export function predefinedValues(facts: Facts): PredefinedValues {
  const [date = '', clock = ''] = facts.now.toISOString().split('T');
  const source = facts.source ?? facts.previous?.source;
  const target = facts.target ?? facts.previous?.target;
  const values: Record<PredefinedVariable, string | undefined> = {
    'jitterbit.operation.name': facts.operation?.name,
    'jitterbit.operation.guid': facts.operation?.id,
    'jitterbit.operation.instance.guid': facts.runId,
    'jitterbit.operation.error': facts.error ?? '',
    'jitterbit.operation.last_error':
      facts.error ?? facts.lastError ?? (facts.previous?.error || facts.previous?.lastError) ?? '',
    'jitterbit.operation.previous.error': facts.previous?.error,
    'jitterbit.operation.previous.success': facts.previous && String(facts.previous.success),
    'jitterbit.source.filename': source && fileName(source.key),
    'jitterbit.source.locator': source && locator(source),
    'jitterbit.source.size': source?.size?.toString(),
    'jitterbit.target.filename': target && fileName(target.key),
    'jitterbit.target.locator': target && locator(target),
    'jitterbit.environment.name': facts.surroundings?.environmentName,
    'jitterbit.project.name': facts.surroundings?.projectName,
    'jitterbit.agent.name': facts.agentName,
    'jitterbit.agentgroup.name': facts.surroundings?.agentGroupName,
    date,
    time: clock.slice(0, 8).replaceAll(':', ''),
    file: source && splitName(source.key).base,
    ext: source && splitName(source.key).extension,
    sequence: facts.sequence?.toString(),
    unique: facts.unique,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The last part of a key, e.g. `a.csv` of `in/2026/a.csv`; of a folder's own key, `in/2026/`, the folder's name. */
export function fileName(key: string): string {
  return key.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

/** A file's name without its extension, and the extension without its dot. A name that begins with its only dot has none. */
export function splitName(key: string): { base: string; extension: string } {
  const name = fileName(key);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? { base: name, extension: '' } : { base: name.slice(0, dot), extension: name.slice(dot + 1) };
}

function locator({ bucket, key }: ObjectFacts): string {
  return bucket === undefined ? key : `${bucket}/${key}`;
}
