import type { AuditKind } from '../../shared/api/audit.ts';
import type { Route } from '../../shared/api/route.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Queryable } from '../database/sql.ts';
import type { CheckedRequest, HandlerRequest } from '../http/handler.ts';
import type { Projects } from '../projects/service.ts';

/** What somebody did, in words; never with a secret or a value in it. */
export interface Deed {
  kind: AuditKind;
  what: string;
  projectId?: Id;
  /** Where it can't be looked up afterwards. */
  projectName?: string | undefined;
  /** What it was done to; of a run its operation, unless it is said. */
  thing?: string | undefined;
  runId?: Id;
  /** The browser or the program, where the request says it. */
  clientId?: string | undefined;
}

/** Says what was done, once it was; null: nothing that is noted. */
export type Note = (reply: unknown) => Deed | null | Promise<Deed | null>;

/** How a route's doings are noted. Called before it is done: names of what goes are there still. */
export interface AuditRule {
  readonly routeId: string;
  before(request: CheckedRequest): Note | Promise<Note>;
}

/** Where rules look names up. */
export interface Look {
  db: Queryable;
  projects: Pick<Projects, 'current'>;
}

/** The rule of one route, by its own types. */
export function noted<R extends Route>(
  route: R,
  before: (
    request: HandlerRequest<R>,
  ) =>
    | ((reply: R['reply']['_output']) => Deed | null | Promise<Deed | null>)
    | Promise<(reply: R['reply']['_output']) => Deed | null>,
): AuditRule {
  const rule: { routeId: string; before(request: HandlerRequest<R>): ReturnType<typeof before> } = {
    routeId: route.id,
    before,
  };
  return rule;
}

/** A list in words, cut where it gets long. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
