import type { CheckContext } from '../../shared/checks/check-context.ts';
import { isPredefined } from '../../shared/variables/known.ts';
import type { ConnectorsSlice } from './connectors-slice.ts';
import type { ProjectSlice } from './project-slice.ts';

/** What the same checks as the server's need to know, with every change. */
export function checksOf({ descriptors, environment }: Known): CheckContext {
  return { descriptors, knownVariable: isPredefined, ...(environment ? { agentGroup: environment.agentGroup } : {}) };
}

type Known = Pick<ConnectorsSlice, 'descriptors'> & Pick<ProjectSlice, 'environment'>;
