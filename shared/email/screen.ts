import type { Section } from '../connector.ts';

export const SMTP_SECURITY = ['none', 'starttls', 'tls'] as const;
export type SmtpSecurity = (typeof SMTP_SECURITY)[number];

/** The configuration screen of an e-mail. */
export const EMAIL_SECTIONS: readonly Section[] = [
  {
    title: 'Message',
    fields: [
      {
        control: 'text',
        name: 'from',
        label: 'From',
        required: true,
        variables: true,
        placeholder: 'Sluice <sluice@example.com>',
      },
      {
        control: 'text',
        name: 'to',
        label: 'To',
        required: true,
        variables: true,
        hint: 'Several addresses are separated by commas.',
      },
      { control: 'text', name: 'cc', label: 'Cc', variables: true },
      { control: 'text', name: 'bcc', label: 'Bcc', variables: true },
      { control: 'text', name: 'subject', label: 'Subject', required: true, variables: true },
      {
        control: 'text',
        name: 'text',
        label: 'Message',
        variables: true,
        lines: 8,
        hint: 'Empty: it tells how the run ended.',
      },
    ],
  },
  {
    title: 'SMTP server',
    fields: [
      {
        control: 'text',
        name: 'host',
        label: 'Host',
        required: true,
        variables: true,
        placeholder: 'smtp.example.com',
      },
      { control: 'number', name: 'port', label: 'Port', required: true, default: 587, min: 1, max: 65_535 },
      {
        control: 'select',
        name: 'security',
        label: 'Security',
        required: true,
        default: 'starttls',
        choices: [
          { value: 'starttls', label: 'STARTTLS (usually port 587)' },
          { value: 'tls', label: 'TLS (usually port 465)' },
          { value: 'none', label: 'None' },
        ],
      },
      { control: 'text', name: 'userName', label: 'User name', variables: true },
      { control: 'secret', name: 'password', label: 'Password', variables: true },
    ],
  },
];
