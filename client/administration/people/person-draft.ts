import { UserName } from '../../../shared/api/access.ts';
import { passwordProblem } from '../../ui/password-problem.ts';

/** A person while they are typed. */
export interface PersonDraft {
  readonly name: string;
  readonly userName: string;
  readonly password: string;
}

export type PersonField = keyof PersonDraft;

export const EMPTY_PERSON: PersonDraft = { name: '', userName: '', password: '' };

/** What is wrong with what was typed, by field, each as a sentence. */
export function problemsOfPerson(
  { name, userName, password }: PersonDraft,
  isNew: boolean,
): ReadonlyMap<PersonField, string> {
  const wrongPassword = isNew ? passwordProblem(password) : null;
  return new Map<PersonField, string>([
    ...(name.trim() === '' ? [['name', 'Enter a name.'] as const] : []),
    ...(UserName.safeParse(userName).success ? [] : [['userName', userNameProblem(userName.trim())] as const]),
    ...(wrongPassword === null ? [] : [['password', wrongPassword] as const]),
  ]);
}

function userNameProblem(userName: string): string {
  if (userName === '') return 'Enter what the person signs in with.';
  return userName.length > 254 ? 'It has 254 characters at most.' : 'It has no spaces.';
}
