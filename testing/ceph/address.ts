import { z } from 'zod';

/** How to reach a running Ceph. */
export const cephAddressSchema = z.object({
  endpoint: z.url(),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  region: z.string().min(1),
});

export type CephAddress = z.infer<typeof cephAddressSchema>;

/** Names the variable that hands a running Ceph to other test processes, as JSON. */
export const CEPH_VARIABLE = 'SLUICE_TEST_CEPH';

/** The Ceph that another process has started for us, if any. @throws when the variable does not hold an address */
export function cephFromEnvironment(environment: NodeJS.ProcessEnv = process.env): CephAddress | undefined {
  const text = environment[CEPH_VARIABLE];
  if (text === undefined || text === '') return undefined;
  return cephAddressSchema.parse(JSON.parse(text));
}
