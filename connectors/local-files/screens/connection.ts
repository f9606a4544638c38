import type { Section } from '../../../shared/connector.ts';

/** The fields of the connection screen. */
export const connectionSections: readonly Section[] = [
  {
    fields: [
      {
        name: 'folder',
        label: 'Folder',
        hint: "A folder on the agent's machine, within those that the agent allows (SLUICE_AGENT_FOLDERS). Test names them.",
        control: 'text',
        required: true,
        variables: true,
        placeholder: '/srv/exchange/in',
        maxLength: 2048,
      },
    ],
  },
];
