import type { S3Client } from '@aws-sdk/client-s3';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import type { S3Connection } from './connection.ts';
import { answerError, namedError, networkError } from './errors.ts';
import { type Subject, shortKeyId } from './subject.ts';
import { addressOf } from './wire/address.ts';
import type { Connections } from './wire/http/connections.ts';
import { Pools } from './wire/http/pools.ts';
import { Secure } from './wire/http/secure.ts';
import { ProxiedPools } from './wire/proxy/proxied-pools.ts';
import { SdkHandler } from './wire/sdk-handler.ts';
import type { Credentials } from './wire/sign.ts';
import { WireFailure } from './wire/wire-failure.ts';

/**
 * The one door to the AWS SDK: bucket lists and the default credentials chain. It is loaded when one of them is wanted, as most
 * agents move bytes for weeks and never need its 40 MiB.
 */
const loadSdk = () => import('@aws-sdk/client-s3');

export interface Bucket {
  readonly name: string;
  /** ISO 8601, UTC; `''` when the storage does not tell. */
  readonly created: string;
}

export interface SdkOptions {
  readonly maximumAttempts: number;
  /** In milliseconds. */
  readonly timeout: number;
}

/** A client for a connection. `requestTimeout` alone only warns, hence `throwOnRequestTimeout`. */
async function clientFor(connection: S3Connection, options: SdkOptions, pools?: Connections): Promise<S3Client> {
  const { credentials, endpoint } = connection;
  const timing = { connectMs: Math.min(10_000, options.timeout), answerMs: options.timeout, stallMs: options.timeout };
  const { S3Client } = await loadSdk();
  return new S3Client({
    region: connection.region,
    forcePathStyle: connection.pathStyle,
    maxAttempts: options.maximumAttempts,
    // Instance metadata, which the chain asks for by itself, is never asked for in this way.
    requestHandler: pools
      ? new SdkHandler(pools, timing, subjectOf(connection))
      : {
          connectionTimeout: timing.connectMs,
          requestTimeout: timing.answerMs,
          throwOnRequestTimeout: true,
          socketTimeout: timing.stallMs,
        },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint ? { endpoint: endpoint.href } : {}),
    ...(credentials === 'chain' ? {} : { credentials: { ...credentials } }),
  });
}

/**
 * The credentials of a connection; those of the chain are renewed by the SDK when they run out.
 * @param pools of a connection that uses a proxy: what the chain asks of AWS goes that way too
 */
export function credentialsOf(connection: S3Connection, pools: Connections): () => Promise<Credentials> {
  const { credentials } = connection;
  if (credentials !== 'chain') return async () => credentials;
  let client: Promise<S3Client> | undefined;
  return async () => {
    try {
      client ??= clientFor(connection, { maximumAttempts: 3, timeout: 10_000 }, connection.proxy && pools);
      return await (await client).config.credentials();
    } catch (error) {
      throw namedError('CredentialsProviderError', subjectOf(connection), error);
    }
  };
}

/** Every bucket the connection sees. @throws {ConnectorError} */
export async function listBuckets(
  connection: S3Connection,
  options: SdkOptions,
  signal: AbortSignal,
): Promise<Bucket[]> {
  const { ListBucketsCommand } = await loadSdk();
  const pools = connection.proxy && new ProxiedPools(connection.proxy, new Pools(), new Secure());
  const client = await clientFor(connection, options, pools);
  try {
    const buckets: Bucket[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(new ListBucketsCommand({ ContinuationToken: token }), { abortSignal: signal });
      if (page.Buckets === undefined && page.Owner === undefined) throw namedError('NotS3', subjectOf(connection));
      for (const { Name, CreationDate } of page.Buckets ?? [])
        if (Name !== undefined) buckets.push({ name: Name, created: CreationDate?.toISOString() ?? '' });
      token = page.ContinuationToken;
    } while (token !== undefined && token !== '');
    return buckets;
  } catch (error) {
    throw sdkError(error, subjectOf(connection));
  } finally {
    client.destroy();
    pools?.close();
  }
}

function subjectOf(connection: S3Connection): Subject {
  const { credentials, region } = connection;
  return {
    operation: 'ListBuckets',
    accessKeyId: credentials === 'chain' ? 'of the credentials chain' : shortKeyId(credentials.accessKeyId),
    host: addressOf(connection, region).origin.host,
    region,
  };
}

/** The SDK's errors, told apart by the same table as our own. */
function sdkError(error: unknown, subject: Subject): Error {
  if (error instanceof ConnectorError) return error;
  if (!(error instanceof Error)) return networkError(new WireFailure('ECONNRESET', error), subject);
  const status = statusOf(error);
  if (status >= 300) return answerError({ status, name: error.name, said: error.message }, subject);
  const errno = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (errno === undefined && error.name === 'CredentialsProviderError')
    return namedError('CredentialsProviderError', subject, error);
  if (status > 0) return namedError('NotS3', subject, error);
  return networkError(new WireFailure(errno ?? error.name, error), subject);
}

function statusOf(error: Error): number {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return 0;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : 0;
}
