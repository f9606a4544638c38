import { z } from 'zod';

/** How a **Test** went, with the version of the connector each agent used. */
export const TestReply = z.object({
  result: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), message: z.string(), hint: z.string().optional() }),
    z.object({ ok: z.literal(false), code: z.string(), name: z.string(), message: z.string(), todo: z.string() }),
  ]),
  agents: z.array(
    z.object({
      name: z.string(),
      /** Empty: it has none. */
      connectorVersion: z.string(),
      /** Whether it was given another version for this. */
      updated: z.boolean(),
      /** Why it could not be. */
      problem: z.string().optional(),
    }),
  ),
});
export type TestReply = z.infer<typeof TestReply>;

export const BrowseReply = z.object({
  items: z.array(z.object({ id: z.string(), cells: z.record(z.string(), z.string()) })),
});
export type BrowseReply = z.infer<typeof BrowseReply>;
