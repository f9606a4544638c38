import type { ResolvedConnection, TestResult } from '../../../shared/connector.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import { parseConnection } from './connection.ts';
import { S3Error } from './s3-error.ts';
import { listBuckets } from './sdk.ts';

/** Somebody waits for the answer of a Test: it does not wait longer than this, in milliseconds. */
const LONGEST = 15_000;

/**
 * Verifies a connection by listing the buckets it sees, once. Every failure of the endpoint or of the settings is a result.
 */
export async function testConnection(connection: ResolvedConnection, signal: AbortSignal): Promise<TestResult> {
  try {
    const parsed = parseConnection(connection);
    const timeout = Math.min(parsed.requestTimeout, LONGEST);
    const buckets = await listBuckets(parsed, { maximumAttempts: 1, timeout }, signal);
    const visible = buckets.length === 1 ? '1 bucket is visible' : `${buckets.length} buckets are visible`;
    return { ok: true, message: `Connection Success: ${visible}.` };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.code === 'access-denied') return withoutBucketList;
    const name = error instanceof S3Error ? error.errorName : error.code;
    return { ok: false, code: error.code, name, message: error.message, todo: error.todo };
  }
}

const withoutBucketList: TestResult = {
  ok: true,
  message: 'Connection Success.',
  hint: 'The credentials are good, but s3:ListAllMyBuckets is not granted to them: bucket lists will be empty. In activities choose Use text inputs.',
};
