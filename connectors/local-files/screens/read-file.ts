import type { ActivityType } from '../../../shared/connector.ts';
import { continueOnError } from '../../common/fields.ts';
import { maybe, one } from '../../common/nodes.ts';
import { LONGEST_PATH, SCREEN_TITLE } from './fields.ts';

/** The activity type **Read File**. */
export const readFile: ActivityType = {
  id: 'read-file',
  name: 'Read File',
  direction: 'source',
  role: 'source',
  purpose: 'Reads a file of the folder.',
  screen: {
    title: SCREEN_TITLE,
    sections: [
      {
        fields: [
          {
            name: 'path',
            label: 'Path',
            hint: 'Within the folder, with / between its parts. Left empty, the one of the preceding step is used.',
            control: 'text',
            variables: true,
            placeholder: '2026/invoices.csv',
            maxLength: LONGEST_PATH,
            tree: {
              what: 'files',
              title: 'Choose a file',
              top: 'Folder',
              columns: [
                { name: 'size', label: 'Size' },
                { name: 'modified', label: 'Modified' },
              ],
            },
          },
        ],
      },
      {
        title: 'Optional settings',
        folded: true,
        fields: [
          {
            name: 'ifMissing',
            label: 'If the file is missing',
            control: 'select',
            default: 'fail',
            choices: [
              { value: 'fail', label: 'Fail' },
              { value: 'no-data', label: 'Succeed with no data' },
            ],
          },
          continueOnError,
        ],
      },
    ],
  },
  needed: [{ field: 'path', member: 'key', warn: true }],
  request: [maybe('key', 'String')],
  response: [
    one('folder', 'String'),
    one('key', 'String'),
    one('name', 'String'),
    one('content', 'Base64Binary'),
    one('contentLength', 'Long'),
    one('lastModified', 'DateTime'),
  ],
};
