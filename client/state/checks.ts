import type { CheckContext } from '../../shared/checks/check-context.ts';
import { isPredefined } from '../../shared/variables/known.ts';
import type { ConnectorsSlice } from './connectors-slice.ts';

/** What the same checks as the server's need to know, with every change. */
export function checksOf({ descriptors }: Pick<ConnectorsSlice, 'descriptors'>): CheckContext {
  return { descriptors, knownVariable: isPredefined };
}
