import type { EnvironmentStatus } from '../api/environment-status.ts';
import type { Descriptor } from '../connector.ts';
import type { KnownVariable } from './fields.ts';

/** What the checks need to know beside the project. */
export interface CheckContext {
  descriptors: readonly Descriptor[];
  /** Whether there is a variable of that name beside those of the project. */
  knownVariable: KnownVariable;
  /** The agent group of the project's environment; absent: it is not known. */
  agentGroup?: Pick<EnvironmentStatus['agentGroup'], 'name' | 'kind'>;
  /** The moment of the check; without it, that of the call. */
  now?: Date;
}
