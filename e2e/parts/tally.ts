import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { routes } from '../../shared/api/routes.ts';
import type { Descriptor } from '../../shared/connector.ts';
import { call } from '../../testing/agents/admin-client.ts';
import { temporaryFolder } from '../../testing/product/reap.ts';

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect x="3" y="3" width="18" height="18" rx="4" fill="#8A5A00"/><path d="M8 7v10M12 7v10M16 7v10" stroke="#fff" stroke-width="2"/></svg>';

/** What the product knows of the connector of the journeys’ own: no file of it ships with the product. */
export function tallyDescriptor(version: string): Descriptor {
  return {
    id: 'tally',
    name: 'Tally',
    version,
    icon: ICON,
    connection: {
      heading: 'Configure Tally',
      nameLabel: 'Tally name',
      sections: [
        {
          fields: [
            { name: 'sheet', label: 'Sheet', control: 'text', required: true, hint: 'Where the strokes are.' },
            {
              name: 'hand',
              label: 'Hand',
              control: 'select',
              default: 'left',
              choices: [
                { value: 'left', label: 'Left' },
                { value: 'right', label: 'Right' },
              ],
            },
            { name: 'erase', label: 'Erase afterwards', control: 'checkbox', default: false },
          ],
        },
      ],
    },
    activityTypes: [
      {
        id: 'count-strokes',
        name: 'Count strokes',
        direction: 'source',
        role: 'list',
        purpose: 'Counts the strokes of a sheet',
        screen: {
          title: 'Choose the strokes',
          sections: [
            {
              fields: [
                { name: 'most', label: 'Strokes at most', control: 'number', default: 5, min: 1, max: 100 },
                {
                  name: 'colour',
                  label: 'Colour',
                  control: 'radio',
                  default: 'any',
                  choices: [
                    { value: 'any', label: 'Any colour' },
                    { value: 'black', label: 'Black ones' },
                  ],
                },
              ],
            },
          ],
        },
        needed: [],
        request: [],
        response: [{ name: 'count', type: 'Integer', min: 1, max: 1 }],
      },
    ],
  };
}

/** The connector as its author would publish it: one ES module, with a version of its own. */
function tallyModule(descriptor: Descriptor): string {
  return `export const descriptor = ${JSON.stringify(descriptor)};
export const executor = {
  test: async ({ settings }) => ({ ok: true, message: 'Tally ' + descriptor.version + ' has found the sheet ' + settings.sheet + '.' }),
  browse: async () => [],
  execute: async (connection, activity, input, context) => {
    const count = Number(activity.settings.most);
    context.log('info', 'counted', 'Tally ' + descriptor.version + ' has counted ' + count + ' strokes.');
    context.finished(count);
    return { record: { count } };
  },
};
`;
}

/** Publishes a version of the connector, over HTTP. */
export async function publishTally(serverUrl: string, version: string): Promise<void> {
  const descriptor = tallyDescriptor(version);
  const module = Buffer.from(tallyModule(descriptor));
  await call(serverUrl, routes.publishConnector, {
    body: {
      descriptor,
      module: module.toString('base64'),
      sha256: hash('sha256', module, 'hex'),
      publishedBy: 'Tally’s author',
    },
  });
}

/** Publishes a version as people do, from the command line; gives what that has printed. */
export async function publishTallyByCommand(serverUrl: string, version: string): Promise<string> {
  const file = join(temporaryFolder(), 'tally.mjs');
  writeFileSync(file, tallyModule(tallyDescriptor(version)));
  const sluice = join(import.meta.dirname, '../../cli/sluice.mjs');
  const args = [sluice, 'connector', 'publish', file, '--server', serverUrl];
  return (await promisify(execFile)(process.execPath, args)).stdout;
}
