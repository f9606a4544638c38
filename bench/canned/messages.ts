import { z } from 'zod';

/** A bucket of so many objects of so many bytes each; see `keyOf`. */
export const Shelf = z.object({ bucket: z.string(), count: z.number().int(), bytes: z.number().int() });
export type Shelf = z.infer<typeof Shelf>;

/** What the bench asks of the canned storage. */
export const Order = z.discriminatedUnion('type', [
  z.object({ type: z.literal('shelve'), shelf: Shelf }),
  /** Have the next moments of a run noted: see {@link Moments}. */
  z.object({ type: z.literal('watch') }),
  z.object({ type: z.literal('moments') }),
]);
export type Order = z.infer<typeof Order>;

/** When each first happened since the watch began: nanoseconds of the machine's monotonic clock, as text; absent if it did not. */
export const Moments = z.object({
  /** An object was asked for. */
  asked: z.string().optional(),
  /** An object was announced, with or without bytes. */
  put: z.string().optional(),
  /** The first byte of an object arrived. */
  firstByte: z.string().optional(),
});
export type Moments = z.infer<typeof Moments>;

export const Notice = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), port: z.number() }),
  z.object({ type: z.literal('shelved') }),
  z.object({ type: z.literal('watching') }),
  z.object({ type: z.literal('moments'), moments: Moments }),
]);
export type Notice = z.infer<typeof Notice>;

/** The key of the object with this number. */
export const keyOf = (number: number) => `object-${String(number).padStart(7, '0')}.bin`;
