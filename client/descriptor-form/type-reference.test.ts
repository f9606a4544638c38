import { expect, test } from 'vitest';
import { allFields } from '../../shared/checks/fields.ts';
import { EMAIL_SECTIONS } from '../../shared/email/screen.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { draftOf, withSecret, withValue } from './draft.ts';
import { typeReference } from './type-reference.ts';

const [password] = allFields(EMAIL_SECTIONS).filter(({ name }) => name === 'password');

/** The draft after texts that were typed one after the other where a variable can stand in the password's place. */
function typed(settings: Settings, ...texts: string[]) {
  if (!password) throw new Error('an e-mail has a password');
  let draft = withSecret(draftOf({ name: 'Report', settings }), password, 'typed before');
  for (const text of texts) {
    const form: Parameters<typeof typeReference>[0] = {
      draft,
      setValue: (field, value) => {
        draft = withValue(draft, field, value);
      },
      setSecret: (field, secret) => {
        draft = withSecret(draft, field, secret);
      },
    };
    typeReference(form, password, text);
  }
  return draft;
}

test('a variable that is looked for and not chosen leaves the stored secret, and a typed one', () => {
  const settings = { password: { secret: 'sec_1' } };
  expect(typed(settings, '[', '[pa', '')).toMatchObject({ settings, secrets: { password: 'typed before' } });
});

test('one that is chosen takes the place of both', () => {
  const draft = typed({ password: { secret: 'sec_1' } }, '[', '[mail.password]');
  expect(draft).toMatchObject({ settings: { password: '[mail.password]' }, secrets: {} });
});

test('a reference that is changed is none any more', () => {
  expect(typed({ password: '[mail.password]' }, '[mail.password]x').settings).toEqual({});
});
