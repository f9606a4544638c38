import { z } from 'zod';

/**
 * What a credential may not do. A request is refused when it matches the whole rule; a missing list matches all.
 * `operations` takes S3 operation names (`PutObject`) and IAM actions (`s3:ListAllMyBuckets`).
 */
const denyRuleSchema = z.strictObject({
  operations: z.array(z.string().min(1)).optional(),
  buckets: z.array(z.string().min(1)).optional(),
  keyPrefix: z.string().optional(),
});

const credentialSchema = z.strictObject({
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  /** When given, requests must carry exactly this session token. */
  sessionToken: z.string().min(1).optional(),
  /** Answer `ExpiredToken` to everything, as S3 does with an old session. */
  expired: z.boolean().optional(),
  deny: z.union([denyRuleSchema, z.array(denyRuleSchema)]).optional(),
});

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

export const storeOptionsSchema = z.strictObject({
  dataDir: z.string().min(1),
  /** 0 or nothing: any free port. */
  port: z.int().min(0).max(65535).default(0),
  host: z
    .string()
    .default('127.0.0.1')
    .refine((host) => LOOPBACK.includes(host), 'the store listens on loopback only: 127.0.0.1, ::1 or localhost'),
  credentials: z.array(credentialSchema).min(1),
  region: z.string().min(1).default('us-east-1'),
  faults: z.boolean().default(false),
  tls: z.strictObject({ key: z.string(), cert: z.string() }).optional(),
  /** The store's clock, for tests of clock skew. */
  clock: z.custom<() => Date>((value) => typeof value === 'function').default(() => () => new Date()),
});

export type DenyRule = z.infer<typeof denyRuleSchema>;
export type Credential = z.infer<typeof credentialSchema>;
export type StoreOptions = z.input<typeof storeOptionsSchema>;
export type StoreSettings = z.infer<typeof storeOptionsSchema>;
