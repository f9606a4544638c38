import { join } from 'node:path';

/** What the default data folder depends on. */
export type Machine = {
  platform: NodeJS.Platform;
  /** The user's home folder. */
  home: string;
  isRoot: boolean;
};

/** The data folder where SLUICE_DATA_DIR names none: where this platform keeps a user's application data. */
export function defaultDataDir(env: NodeJS.ProcessEnv, { platform, home, isRoot }: Machine): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Sluice');
  if (isRoot) return '/var/lib/sluice';
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sluice');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'sluice');
}
