import { routes } from '../../shared/api/routes.ts';
import { isVisible } from '../../shared/checks/fields.ts';
import type { Field } from '../../shared/connector.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { call } from '../api/call.ts';
import { type Draft, settled } from './draft.ts';

/** Secrets that this screen has stored already, so that a Test and a Save after it store each text once. */
export type StoredSecrets = Map<string, { text: string; secret: Id }>;

/**
 * The settings with a reference in place of each secret that was typed and still has its field.
 * @param known is added to.
 * @throws {ApiError}
 */
export async function storeSecrets(
  projectId: Id,
  fields: readonly Field[],
  draft: Draft,
  known: StoredSecrets,
): Promise<Settings> {
  const settings: Settings = settled(draft.settings);
  for (const field of fields) {
    const text = draft.secrets[field.name];
    if (text === undefined || !isVisible(field, draft.settings, fields)) continue;
    let stored = known.get(field.name);
    if (stored?.text !== text) {
      const { secret } = await call(routes.storeSecret, { params: { projectId }, body: { value: text } });
      stored = { text, secret };
      known.set(field.name, stored);
    }
    settings[field.name] = { secret: stored.secret };
  }
  return settings;
}
