import { useSyncExternalStore } from 'react';

/** The icons that connectors bring along, by connector, as `data:` URLs. */
let brought: ReadonlyMap<string, string> = new Map();
const listeners = new Set<() => void>();

/**
 * Says how connectors look that bring an icon along: it goes before the one that ships with this page.
 * @param icons SVG documents by connector. They are shown as images alone: what is in them can run nothing and load nothing.
 */
export function showConnectorIcons(icons: Iterable<readonly [connector: string, svg: string]>): void {
  brought = new Map([...icons].map(([connector, svg]) => [connector, `data:image/svg+xml,${encodeURIComponent(svg)}`]));
  for (const listener of listeners) listener();
}

/** The URL of the icon that a connector has brought along; undefined when it has brought none. */
export function useBroughtIcon(connector: string): string | undefined {
  return useSyncExternalStore(subscribe, () => brought.get(connector));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
