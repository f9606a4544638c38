import type { Descriptor } from '../../shared/connector.ts';
import { connectionSections } from './screens/connection.ts';
import { listFiles } from './screens/list-files.ts';
import { readFile } from './screens/read-file.ts';
import { writeFile } from './screens/write-file.ts';

/** Files in a folder of the agent's machine: what the screens, the palette and the checks need to know. */
export const descriptor: Descriptor = {
  id: 'local-files',
  name: 'Local Files',
  version: '1.0.0',
  items: { one: 'file', many: 'files' },
  connection: {
    heading: 'Configure Local Files',
    nameLabel: 'Connection Name',
    sections: connectionSections,
  },
  activityTypes: [readFile, writeFile, listFiles],
};
