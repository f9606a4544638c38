import { z } from 'zod';

/** Which requests a rule is about; what is left out matches all. */
const matchSchema = z.strictObject({
  /** S3 operation names, such as `UploadPart`. */
  operation: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  bucket: z.string().optional(),
  /** A key, in which `*` stands for anything. */
  key: z.string().optional(),
  partNumber: z.int().optional(),
});

const bytes = z.int().min(0);
const milliseconds = z.int().min(0).max(3_600_000);

const effectSchema = z.discriminatedUnion('kind', [
  /** Answer this error instead: `before` doing anything (default), or `after` it has been done. */
  z.strictObject({
    kind: z.literal('error'),
    status: z.int().min(300).max(599),
    code: z.string().min(1),
    message: z.string().optional(),
    when: z.enum(['before', 'after']).default('before'),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  /** Answer 200 with an error in the body, as S3 may do for CopyObject and CompleteMultipartUpload. Nothing is done. */
  z.strictObject({ kind: z.literal('errorInBody'), code: z.string().min(1), message: z.string().optional() }),
  /** Wait before doing anything. */
  z.strictObject({ kind: z.literal('delay'), milliseconds }),
  /** Never answer. */
  z.strictObject({ kind: z.literal('hang') }),
  /** Cut the connection: `before` doing anything (default), or `after`, so that only the answer is lost. */
  z.strictObject({ kind: z.literal('drop'), when: z.enum(['before', 'after']).default('before') }),
  /** Read an upload's body slowly: wait after each piece. */
  z.strictObject({ kind: z.literal('slowUpload'), milliseconds }),
  /** Cut the connection after so many bytes of an upload. */
  z.strictObject({ kind: z.literal('cutUpload'), afterBytes: bytes }),
  /** Send a body in pieces, waiting before each. */
  z.strictObject({ kind: z.literal('slowBody'), milliseconds, chunkBytes: z.int().min(1).default(65_536) }),
  /** Cut the connection after so many bytes of a body whose length was announced in full. */
  z.strictObject({ kind: z.literal('cutBody'), afterBytes: bytes }),
  /** Send only so many bytes, announced as if they were all. */
  z.strictObject({ kind: z.literal('truncateBody'), afterBytes: bytes }),
  /** Invert one byte of a body. */
  z.strictObject({ kind: z.literal('flipByte'), at: bytes }),
  /** Once so many bytes of a body have gone, another writer replaces the object; what is being sent stays the old one. */
  z.strictObject({ kind: z.literal('replaceObject'), afterBytes: bytes, content: z.string() }),
]);

const faultRuleSchema = z.strictObject({
  match: matchSchema.default({}),
  /** How many matching requests are left alone first. */
  skip: z.int().min(0).default(0),
  /** How many are hit then; all when left out. */
  times: z.int().min(1).optional(),
  effect: effectSchema,
});

export const faultRulesSchema = z.array(faultRuleSchema).max(1000);

export type FaultEffect = z.infer<typeof effectSchema>;
export type FaultRule = z.infer<typeof faultRuleSchema>;
/** A rule as one writes it, defaults left out. */
export type FaultRuleInput = z.input<typeof faultRuleSchema>;

/** What a request is, to rules and counts. */
export interface RequestFacts {
  readonly operation: string;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly partNumber: number | undefined;
}

function matchesPattern(pattern: string, key: string): boolean {
  const source = pattern
    .split('*')
    .map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[\\s\\S]*');
  return new RegExp(`^${source}$`, 'u').test(key);
}

export function ruleMatches({ match }: FaultRule, facts: RequestFacts): boolean {
  const operations = match.operation === undefined ? undefined : [match.operation].flat();
  return (
    (operations === undefined || operations.includes(facts.operation)) &&
    (match.bucket === undefined || match.bucket === facts.bucket) &&
    (match.key === undefined || (facts.key !== undefined && matchesPattern(match.key, facts.key))) &&
    (match.partNumber === undefined || match.partNumber === facts.partNumber)
  );
}
