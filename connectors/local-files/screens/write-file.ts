import type { ActivityType } from '../../../shared/connector.ts';
import { continueOnError } from '../../common/fields.ts';
import { checksumNode, maybe, one } from '../../common/nodes.ts';
import { LONGEST_PATH, SCREEN_TITLE } from './fields.ts';

/** The activity type **Write File**. */
export const writeFile: ActivityType = {
  id: 'write-file',
  name: 'Write File',
  direction: 'target',
  role: 'target',
  purpose: 'Writes data into a file of the folder.',
  screen: {
    title: SCREEN_TITLE,
    sections: [
      {
        fields: [
          {
            name: 'path',
            label: 'Path',
            hint: "Within the folder, with / between its parts. Left empty, the source's key or path is used.",
            control: 'text',
            variables: true,
            placeholder: '2026/invoices.csv',
            maxLength: LONGEST_PATH,
          },
        ],
      },
      {
        title: 'Optional settings',
        folded: true,
        fields: [
          {
            name: 'ifExists',
            label: 'If the file exists',
            control: 'select',
            default: 'overwrite',
            choices: [
              { value: 'overwrite', label: 'Overwrite' },
              { value: 'skip', label: 'Skip' },
              { value: 'fail', label: 'Fail' },
            ],
          },
          {
            name: 'createFolders',
            label: 'Create missing sub-folders',
            hint: 'Those that the path names. Cleared, a sub-folder that is not there is an error.',
            control: 'checkbox',
            default: true,
          },
          {
            name: 'listFormat',
            label: 'Format of a list',
            hint: 'How the response of a list before it is written.',
            control: 'select',
            default: 'json',
            choices: [
              { value: 'json', label: 'JSON' },
              { value: 'csv', label: 'CSV' },
              { value: 'xml', label: 'XML' },
            ],
          },
          continueOnError,
        ],
      },
    ],
  },
  needed: [{ field: 'path', member: 'key', warn: false }],
  writes: { key: 'path' },
  request: [maybe('key', 'String'), one('content', 'Base64Binary')],
  response: [one('folder', 'String'), one('key', 'String'), maybe('size', 'Long'), checksumNode],
};
