import { z } from 'zod';
import { Id } from './id.ts';

/** Stands in the document for a secret; the secret itself is kept by the server alone, encrypted. */
export const SecretReference = z.strictObject({ secret: Id });
export type SecretReference = z.infer<typeof SecretReference>;

/** One row of a field that holds rows, such as metadata: column name to text. */
export const SettingRow = z.record(z.string().max(128), z.string().max(8192));

/** The value of one field of a configuration screen. */
export const SettingValue = z.union([
  z.string().max(65_536),
  z.number(),
  z.boolean(),
  SecretReference,
  z.array(SettingRow).max(1000),
]);
export type SettingValue = z.infer<typeof SettingValue>;

/** What a configuration screen holds: field name to value. A field that is absent has its default. */
export const Settings = z.record(z.string().max(128), SettingValue);
export type Settings = z.infer<typeof Settings>;

/** The text of a field, or `''` when it holds none. */
export function textSetting(settings: Settings, field: string): string {
  const value = settings[field];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** Whether a field is ticked; `fallback` when it holds nothing. */
export function booleanSetting(settings: Settings, field: string, fallback: boolean): boolean {
  const value = settings[field];
  return typeof value === 'boolean' ? value : fallback;
}

export function isSecretReference(value: unknown): value is SecretReference {
  return SecretReference.safeParse(value).success;
}
