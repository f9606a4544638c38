import type { Descriptor } from '../../../shared/connector.ts';
import { VERSION } from './version.ts';

/** A connector for tests: says which version of it is at work. */
export const descriptor: Descriptor = {
  id: 'echo',
  name: 'Echo',
  version: VERSION,
  connection: {
    heading: 'Configure Echo',
    nameLabel: 'Connection Name',
    sections: [{ fields: [{ control: 'text', name: 'word', label: 'Word', default: 'hello' }] }],
  },
  activityTypes: [
    {
      id: 'say',
      name: 'Say',
      direction: 'target',
      role: 'single',
      purpose: 'Says which version it is.',
      screen: {
        title: 'Configure Say',
        sections: [{ fields: [{ control: 'text', name: 'waitFor', label: 'File to wait for', default: '' }] }],
      },
      needed: [],
      request: [],
      response: [],
    },
  ],
};
