import type { ActivityType, Descriptor } from '../../shared/connector.ts';
import type { Connection } from '../../shared/project/connection.ts';
import type { Project } from '../../shared/project/project.ts';

/** A connection as the palette shows it, with what can be drawn of it. */
export interface PaletteConnection {
  connection: Connection;
  descriptor: Descriptor | undefined;
  types: readonly ActivityType[];
  /** Opened by the search, because one of its activity types was found. */
  isFound: boolean;
}

export interface PaletteItems {
  connections: readonly PaletteConnection[];
  connectors: readonly Descriptor[];
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** What the palette offers: connections by name, and connectors, both left to those that match the search. */
export function paletteItems(project: Project, descriptors: readonly Descriptor[], query: string): PaletteItems {
  const wanted = query.trim().toLocaleLowerCase();
  const matches = (name: string) => name.toLocaleLowerCase().includes(wanted);
  const connections = Object.values(project.connections)
    .toSorted((a, b) => collator.compare(a.name, b.name))
    .flatMap((connection): PaletteConnection[] => {
      const descriptor = descriptors.find(({ id }) => id === connection.connector);
      const types = descriptor?.activityTypes ?? [];
      if (wanted === '' || matches(connection.name)) return [{ connection, descriptor, types, isFound: false }];
      const found = types.filter(({ name }) => matches(name));
      return found.length > 0 ? [{ connection, descriptor, types: found, isFound: true }] : [];
    });
  return { connections, connectors: descriptors.filter(({ name }) => matches(name)) };
}
