/** What can be asked of a bucket, in the order of the specification. */
export const PERMISSIONS = ['s3:ListBucket', 's3:GetObject', 's3:PutObject'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** AWS partitions by the start of their regions' codes. */
const PARTITIONS: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

/**
 * The smallest IAM policy that grants these permissions on a bucket and prefix; null when there are none to grant.
 * Source: Amazon S3 user guide, "Policies and permissions in Amazon S3".
 */
export function smallestPolicy(
  permissions: readonly Permission[],
  where: { bucket: string; prefix: string; region: string },
): string | null {
  const partition = PARTITIONS.find(([start]) => where.region.startsWith(start))?.[1] ?? 'aws';
  const bucket = `arn:${partition}:s3:::${where.bucket}`;
  const pattern = `${literal(where.prefix)}*`;
  const onObjects = permissions.filter((permission) => permission !== 's3:ListBucket');
  const statements = [
    ...(permissions.includes('s3:ListBucket')
      ? [
          {
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: bucket,
            ...(where.prefix === '' ? {} : { Condition: { StringLike: { 's3:prefix': pattern } } }),
          },
        ]
      : []),
    ...(onObjects.length > 0
      ? [
          {
            Effect: 'Allow',
            Action: onObjects.length === 1 ? onObjects[0] : onObjects,
            Resource: `${bucket}/${pattern}`,
          },
        ]
      : []),
  ];
  return statements.length === 0 ? null : JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

/** What means something in a policy stands for itself. Source: IAM user guide, "IAM policy elements: Variables". */
function literal(text: string): string {
  return text.replace(/[*?$]/g, (character) => `\${${character}}`);
}
