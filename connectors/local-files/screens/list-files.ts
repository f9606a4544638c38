import type { ActivityType, Condition, Field } from '../../../shared/connector.ts';
import { datePattern, LIST_CEILING } from '../../common/fields.ts';
import { many, maybe, one } from '../../common/nodes.ts';
import { LONGEST_PATH } from './fields.ts';

const LARGEST_FILE = Number.MAX_SAFE_INTEGER;

const fileNodes = [one('key', 'String'), one('size', 'Long'), one('lastModified', 'DateTime')];
const asEach: readonly Condition[] = [{ field: 'pass', equals: ['each'] }];

const optional: readonly Field[] = [
  {
    name: 'subFolders',
    label: 'Include sub-folders',
    hint: 'Symbolic links are left out, and not followed.',
    control: 'checkbox',
    default: true,
  },
  { name: 'maximumFiles', label: 'Maximum files', control: 'number', default: LIST_CEILING, min: 1, max: LIST_CEILING },
  {
    name: 'pattern',
    label: 'Path pattern',
    hint: '* stands for anything but /, ** for anything, ? for one character.',
    control: 'text',
    variables: true,
    placeholder: 'in/**/*.csv',
    maxLength: 1024,
  },
  {
    name: 'modifiedAfter',
    label: 'Modified after',
    control: 'text',
    variables: true,
    placeholder: '2026-01-31T18:00:00Z',
    pattern: datePattern,
  },
  {
    name: 'modifiedBefore',
    label: 'Modified before',
    control: 'text',
    variables: true,
    placeholder: '2026-01-31T18:00:00Z',
    pattern: datePattern,
  },
  { name: 'smallest', label: 'Smallest size', control: 'number', min: 0, max: LARGEST_FILE, unit: 'bytes' },
  { name: 'largest', label: 'Largest size', control: 'number', min: 0, max: LARGEST_FILE, unit: 'bytes' },
  {
    name: 'pass',
    label: 'Pass to the next step',
    control: 'radio',
    default: 'document',
    choices: [
      { value: 'document', label: 'The list, as one document' },
      {
        value: 'each',
        label: 'Each file, one at a time',
        hint: 'The steps after it run once for each listed file.',
      },
    ],
  },
  {
    name: 'atATime',
    label: 'Files at a time',
    control: 'number',
    default: 16,
    min: 1,
    max: 64,
    under: 'pass',
    visibleWhen: asEach,
  },
];

/** The activity type **List Files**. */
export const listFiles: ActivityType = {
  id: 'list-files',
  name: 'List Files',
  direction: 'target',
  role: 'list',
  purpose: 'Returns the files of the folder, up to 100,000.',
  screen: {
    title: 'Enter a name and a sub-folder',
    sections: [
      {
        fields: [
          {
            name: 'subFolder',
            label: 'Sub-folder',
            hint: 'Within the folder, with / between its parts. Left empty, the whole folder is listed.',
            control: 'text',
            variables: true,
            placeholder: '2026/in',
            maxLength: LONGEST_PATH,
          },
        ],
      },
      { title: 'Optional settings', folded: true, fields: optional },
    ],
  },
  needed: [],
  request: [maybe('subFolder', 'String')],
  response: [
    one('folder', 'String'),
    one('subFolder', 'String'),
    one('fileCount', 'Integer'),
    one('isTruncated', 'Boolean'),
    maybe('nextStartAfter', 'String'),
    many('file', fileNodes, LIST_CEILING),
  ],
  each: {
    field: 'pass',
    value: 'each',
    atATime: 'atATime',
    most: 'maximumFiles',
    gives: [one('folder', 'String'), ...fileNodes],
  },
};
