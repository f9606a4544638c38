import type { z } from 'zod';
import type { Need } from '../../access/need.ts';
import { DEFAULT_BODY_LIMIT, type Route } from '../route.ts';
import { none } from './params.ts';

type Optional = 'params' | 'query' | 'body' | 'bodyType' | 'replies' | 'bodyLimit' | 'caller';

/** A route, with what most routes have filled in: JSON both ways, no parameters, for people. */
export function route<
  P extends z.ZodType = typeof none,
  Q extends z.ZodType = typeof none,
  B extends z.ZodType = typeof none,
  R extends z.ZodType = z.ZodType,
>(
  definition: Omit<Route<P, Q, B, R>, Optional | 'need'> &
    Partial<Pick<Route<P, Q, B, R>, Optional>> & { readonly need: Need },
): Route<P, Q, B, R> {
  const defaults = {
    params: none,
    query: none,
    body: none,
    bodyType: 'json',
    replies: 'json',
    bodyLimit: DEFAULT_BODY_LIMIT,
    caller: 'person',
  };
  return { ...defaults, ...definition } as Route<P, Q, B, R>;
}
