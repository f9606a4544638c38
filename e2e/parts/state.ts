import type { World } from './world.ts';

/** A state of the product that somebody may see, and how to get there from an empty project. */
export interface State {
  name: string;
  reach(world: World): Promise<void>;
}

/** Opens a tab, of whatever has tabs. */
export const openTab = ({ page }: World, name: string) => page.getByRole('tab', { name, exact: true }).click();

/** A schedule, but for its id. */
export const NIGHTLY = {
  name: 'Nightly',
  occurrence: { kind: 'daily', every: 1 },
  frequency: { kind: 'once', at: '02:00' },
  startDate: '2026-01-01',
  timeZone: 'Europe/Berlin',
} as const;
