import type { Id } from '../../shared/project/id.ts';
import type { Place, Selected } from './selected.ts';

/** What an actions menu is of, and where it was opened. */
export type MenuTarget =
  | (Selected & { place: Place })
  | { kind: 'activity-type'; connectionId: Id; type: string; place: Place };
