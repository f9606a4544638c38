/** The server holds the same. */
export const LEAST_PASSWORD = 12;

/** What is wrong with a new password, as a sentence; null when nothing is. Long is enough. */
export function passwordProblem(password: string): string | null {
  if (password.length >= LEAST_PASSWORD) return null;
  return password === ''
    ? 'Enter a password.'
    : `Take at least ${LEAST_PASSWORD} characters; ${LEAST_PASSWORD - password.length} more.`;
}
