import { z } from 'zod';

const text = z.string().max(4096);

/** What somebody looks at in a folder-like view, such as the keys of a bucket. */
export const TreeRequest = z.strictObject({
  /** What is shown, by the name in the field's description, e.g. `keys`. */
  what: z.string().max(64),
  /** Where it is looked for: values of other fields of the screen, e.g. the bucket. */
  within: z.record(z.string().max(64), text),
  /** The folder, with its delimiter at the end; `''` is the top. */
  folder: text,
  /** Only what begins so within the folder. */
  search: text,
  /** Where the page begins: what `next` of the page before says. */
  after: text,
});
export type TreeRequest = z.infer<typeof TreeRequest>;

/** A page of a folder-like view. */
export const TreePage = z.object({
  /** Whole paths, each with its delimiter at the end. */
  folders: z.array(z.string()),
  items: z.array(z.object({ id: z.string(), cells: z.record(z.string(), z.string()) })),
  /** Set when there is more. */
  next: z.string().nullable(),
});
export type TreePage = z.infer<typeof TreePage>;

/** Whether a permission is there, as far as it could be told without leaving anything behind. */
export const PermissionResult = z.object({
  permission: z.string(),
  /** What it is about, in words. */
  on: z.string(),
  result: z.enum(['granted', 'denied', 'unknown']),
  /** How it is known, or why it could not be told. */
  detail: z.string(),
});
export type PermissionResult = z.infer<typeof PermissionResult>;

/** What **Check permissions** has found out; `policy` would make the denied ones pass, and is null when none is denied. */
export const PermissionReport = z.object({ results: z.array(PermissionResult), policy: z.string().nullable() });
export type PermissionReport = z.infer<typeof PermissionReport>;
