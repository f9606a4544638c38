import type { Route } from '../../shared/api/route.ts';

/** The URL of a route, relative to the page's origin, with its parameters and query filled in. */
export function routeUrl(route: Pick<Route, 'path'>, params: unknown, query: unknown): string {
  const values = record(params);
  const path = route.path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(record(query))) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
