import { expect, test } from 'vitest';
import type { Email } from '../../shared/project/email.ts';
import type { Project } from '../../shared/project/project.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { emailEdit, freshSettings } from './email-edit.ts';

const email = (id: string, settings: Email['settings']): Email => ({ id, name: `E-mail ${id}`, settings });

function withEmails(...emails: Email[]): Project {
  return { ...sampleProject(1), emails: Object.fromEntries(emails.map((one) => [one.id, one])) };
}

test('a new e-mail goes through the server of the one before it, to nobody yet', () => {
  expect(freshSettings(withEmails())).toEqual({});
  const before = email('eml_b', {
    from: 'sluice@example.com',
    to: 'team@example.com',
    subject: 'Failed',
    host: 'smtp.example.com',
    userName: 'sluice',
    password: { secret: 'sec_1' },
  });
  expect(freshSettings(withEmails(email('eml_a', { host: 'old.example.com' }), before))).toEqual({
    from: 'sluice@example.com',
    host: 'smtp.example.com',
    userName: 'sluice',
    password: { secret: 'sec_1' },
  });
});

test('saving changes the e-mail, and makes it anew when somebody has deleted it', () => {
  const one = email('eml_a', {});
  expect(emailEdit(withEmails(one), one).edit).toEqual({ type: 'email.change', email: one });
  expect(emailEdit(withEmails(), one).edit).toEqual({ type: 'email.create', email: one });
});
