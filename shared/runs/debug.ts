import { z } from 'zod';

/** So much of each record and of each content is kept in debug mode, in bytes, unless the installation's limits say less. */
export const MOST_DEBUG_BYTES = 1024 * 1024;

/** Debug mode is set for so many days ahead at most. */
export const MOST_DEBUG_DAYS = 14;

/** How long it is kept, in days, unless the installation's limits say otherwise. */
export const DEBUG_DAYS = 14;

/** What was kept of a record or of a content; secrets and hidden values are blotted out. */
export const DebugPiece = z.object({
  /** `text`: it is UTF-8, and `data` is that text; else `data` is base64. */
  encoding: z.enum(['text', 'base64']),
  data: z.string(),
  /** The size of all of it in bytes, before anything was blotted out; absent when it is not known. */
  size: z.number().min(0).optional(),
  /** Whether there was more than is kept. */
  isCut: z.boolean(),
});
export type DebugPiece = z.infer<typeof DebugPiece>;

/** Of a step that ran once for each of many objects: so many of the first ones are kept, and the first that failed. */
export const FIRST_DEBUG_OBJECTS = 3;

/** What went into a step once and came out of it. Records are JSON texts. */
export const StepPass = z.object({
  /** The number of the object, from 1, when the step ran once for each of many. */
  sequence: z.number().int().optional(),
  /** The object failed, in this step or another one. */
  failed: z.boolean().optional(),
  input: z.object({
    record: DebugPiece,
    /** The settings with their variables replaced; absent when that could not be done. */
    settings: DebugPiece.optional(),
    /** Whether a content came in: it is the one that the step before it gave, and is kept there. */
    hasContent: z.boolean(),
  }),
  /** Absent when the step failed. */
  output: z
    .object({
      record: DebugPiece,
      /** Nothing of it is kept when nobody has read it, as when the storage copies an object by itself. */
      content: DebugPiece.extend({ contentType: z.string().optional() }).optional(),
    })
    .optional(),
});
export type StepPass = z.infer<typeof StepPass>;

/** What went into a step and came out of it; when it ran for many objects, that of the first one. */
export const StepDebug = StepPass.extend({
  /** The same for further objects, in their order. */
  others: z.array(StepPass).max(FIRST_DEBUG_OBJECTS).optional(),
});
export type StepDebug = z.infer<typeof StepDebug>;
