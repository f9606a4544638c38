import { type ErrorRow, row } from './error-row.ts';
import { PROXY_ROWS } from './proxy-rows.ts';
import { inWords, permissionFor, placeOf, resourceOf, type Subject } from './subject.ts';

const quoted = (said: string) => (said === '' ? '' : ` The storage says: “${said}”`);

const credentials: readonly ErrorRow[] = [
  row('access-key-unknown', {
    names: ['InvalidAccessKeyId', 'InvalidClientTokenId'],
    message: (s) => `The storage at ${s.host} does not know the access key ID ${s.accessKeyId}.`,
    todo: 'Correct the Access Key ID in the connection, or check that the key is still active.',
  }),
  row('secret-wrong', {
    names: ['SignatureDoesNotMatch'],
    message: (s) => `The secret access key does not belong to the access key ID ${s.accessKeyId}.`,
    todo: 'Enter the Secret Access Key in the connection again.',
  }),
  row('session-expired', {
    names: ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'],
    message: (s) => `The session token of the access key ID ${s.accessKeyId} has expired.`,
    todo: 'Get new temporary credentials and enter all three parts of them in the connection.',
  }),
  row('session-token-invalid', {
    names: ['InvalidToken', 'InvalidSecurity'],
    message: (s) => `The session token does not belong to the access key ID ${s.accessKeyId}.`,
    todo: 'Enter the Session Token again, or empty the field if the access key is a permanent one.',
  }),
  row('clock-skew', {
    names: ['RequestTimeTooSkewed', 'RequestExpired'],
    message: (s) => `The clocks of the agent and of the storage at ${s.host} differ too much.`,
    todo: "Set the clock of the agent's machine; time synchronisation (NTP) keeps it right.",
  }),
  row('credentials-missing', {
    names: ['CredentialsProviderError', 'CredentialsError'],
    message: "The agent's default AWS credentials chain holds no credentials.",
    todo: "Give the agent credentials (environment variables, a profile or a role), or choose 'Access keys' in the connection.",
  }),
  row('region-wrong', {
    names: [
      'AuthorizationHeaderMalformed',
      'PermanentRedirect',
      'TemporaryRedirect',
      'Redirect',
      'IllegalLocationConstraintException',
    ],
    statuses: [301, 302, 307, 308],
    message: (s, said) =>
      `The storage at ${s.host} does not take requests signed for the region ${s.region}.${quoted(said)}`,
    todo: (_, said) => {
      const expected = /expecting '([a-z0-9-]+)'/.exec(said)?.[1];
      return `Choose ${expected === undefined ? 'the region of the storage' : `the region ${expected}`} in the connection.`;
    },
  }),
  row('access-denied', {
    names: ['AccessDenied', 'AllAccessDisabled', 'AccountProblem', 'NotSignedUp', 'Forbidden'],
    statuses: [401, 403],
    message: (s, said) =>
      `Access to ${inWords(s)} is denied to the access key ID ${s.accessKeyId}.${said === 'Access Denied' ? '' : quoted(said)}`,
    todo: (s) => `Grant ${permissionFor(s)} on ${resourceOf(s)}${alsoNeeded(s)}.`,
  }),
];

/** Without s3:ListBucket a missing key answers 403 instead of 404. */
function alsoNeeded({ operation, bucket }: Subject): string {
  if (operation === 'CopyObject' || operation === 'UploadPartCopy') return ', and s3:GetObject on what is copied';
  return operation === 'GetObject' || operation === 'HeadObject'
    ? `, and s3:ListBucket on arn:aws:s3:::${bucket}, without which a missing object looks like a denied one`
    : '';
}

const objects: readonly ErrorRow[] = [
  row('key-missing', {
    names: ['NoSuchKey', 'NotFound'],
    message: (s) => `There is no object "${s.key}" in the bucket "${s.bucket}".`,
    todo: 'Correct the Key, or see to it that the object is there before the run.',
  }),
  row('version-missing', {
    names: ['NoSuchVersion'],
    message: (s) => `The object "${s.key}" in the bucket "${s.bucket}" has no such version.`,
    todo: 'Correct the Version ID, or empty it to get the newest version.',
  }),
  row('bucket-missing', {
    names: ['NoSuchBucket'],
    message: (s) => `There is no bucket "${s.bucket}" at ${s.host}.`,
    todo: 'Correct the bucket, or create it.',
  }),
  row('bucket-name-invalid', {
    names: ['InvalidBucketName'],
    message: (s) => `"${s.bucket}" is not a valid name of a bucket.`,
    todo: 'Correct the bucket in the activity.',
  }),
  row('key-too-long', {
    names: ['KeyTooLongError', 'KeyTooLong'],
    message: (s) => `The key "${s.key?.slice(0, 100)}…" is too long.`,
    todo: 'Shorten the key: at most 1,024 bytes in UTF-8 are allowed.',
  }),
  row('object-archived', {
    names: ['InvalidObjectState', 'ObjectNotInActiveTierError'],
    message: (s) => `The object "${s.key}" in the bucket "${s.bucket}" is archived and cannot be read now.`,
    todo: 'Restore the object from its archive storage class first.',
  }),
  row('range-invalid', {
    names: ['InvalidRange'],
    statuses: [416],
    message: (s) => `The byte range lies outside the object "${s.key}" in the bucket "${s.bucket}".`,
    todo: "Correct the Byte range: the object's size limits it.",
  }),
  row('precondition-failed', {
    names: ['PreconditionFailed'],
    statuses: [412],
    message: (s) => `A condition on ${inWords(s)} did not hold.`,
    todo: 'Run again: the object has changed meanwhile.',
  }),
  row('upload-missing', {
    names: ['NoSuchUpload'],
    message: (s) => `The multipart upload of ${inWords(s)} is gone: somebody ended it.`,
    todo: 'Run again; if it happens again, look for a lifecycle rule that aborts uploads too soon.',
  }),
  row('object-too-large', {
    names: ['EntityTooLarge'],
    statuses: [413],
    message: (s) => `${capital(inWords(s))} would be larger than the storage allows.`,
    todo: 'Write less into one object.',
  }),
  row('checksum-mismatch', {
    nature: 'transient',
    names: ['BadDigest', 'InvalidDigest', 'XAmzContentChecksumMismatch', 'XAmzContentSHA256Mismatch'],
    message: (s) => `What arrived of ${inWords(s)} is not what was sent: the checksums differ. Nothing was written.`,
    todo: 'Run again; if it happens again, something on the way damages the data.',
  }),
];

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const storage: readonly ErrorRow[] = [
  row('slow-down', {
    nature: 'transient',
    names: [
      'SlowDown',
      'ServiceUnavailable',
      'Throttling',
      'ThrottlingException',
      'TooManyRequestsException',
      'RequestLimitExceeded',
      'BandwidthLimitExceeded',
    ],
    statuses: [429, 503],
    message: (s) => `The storage at ${s.host} asks for fewer requests.`,
    todo: 'Run fewer operations at once, or raise Maximum attempts in the connection.',
  }),
  row('target-full', {
    names: [
      'InsufficientStorage',
      'QuotaExceeded',
      'XMinioStorageFull',
      'XAmzStorageFull',
      'ENOSPC',
      'DiskFull',
      'StorageFull',
    ],
    statuses: [507],
    message: (s, said) => `The storage at ${s.host} has no room for ${inWords(s)}.${quoted(said)}`,
    todo: 'Free space in the storage or raise its quota, then run again.',
  }),
  row('conflict', {
    nature: 'transient',
    names: ['ConditionalRequestConflict', 'OperationAborted'],
    statuses: [409],
    message: (s) => `Somebody else is writing ${inWords(s)} at the same time.`,
    todo: 'Run again.',
  }),
  row('storage-fault', {
    nature: 'transient',
    names: ['InternalError', 'RequestTimeout', 'IncompleteBody', 'Busy', 'ANSWERED_EARLY'],
    statuses: [408, 500, 502, 504],
    message: (s, said) => `The storage at ${s.host} failed on ${inWords(s)}.${quoted(said)}`,
    todo: 'Run again; if it happens again, look into the logs of the storage.',
  }),
  row('not-supported', {
    names: ['NotImplemented', 'MissingContentLength', 'MethodNotAllowed'],
    statuses: [405, 411, 501],
    message: (s, said) => `The storage at ${s.host} does not support what ${s.operation} asks for.${quoted(said)}`,
    todo: 'Leave out the optional settings that this storage does not know.',
  }),
  row('proxy-credentials-refused', {
    names: [],
    statuses: [407],
    message: (s) => `A proxy between the agent and ${s.host} asks who the agent is.`,
    todo: 'Tick Use Proxy Settings in the connection, and give user name and password in the proxy settings of the agent.',
  }),
];

const alsoProxy = ({ proxy }: Subject) => (proxy === undefined ? '' : ', the proxy above all');

const network: readonly ErrorRow[] = [
  row('name-not-resolved', {
    names: ['ENOTFOUND', 'EAI_FAIL', 'EAI_NONAME', 'EAI_NODATA'],
    message: (s) => `The name of the storage, ${s.host}, cannot be resolved.`,
    todo: 'Correct the Endpoint URL or the region; for a host name without buckets in it tick Force path-style access.',
  }),
  row('name-not-resolved', {
    nature: 'transient',
    names: ['EAI_AGAIN'],
    message: (s) => `The name of the storage, ${s.host}, cannot be resolved: the name server does not answer.`,
    todo: "Check the agent's network and name server.",
  }),
  row('endpoint-unreachable', {
    nature: 'transient',
    names: ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EHOSTDOWN', 'ENETDOWN', 'CONNECT_TIMEOUT'],
    message: (s) => `The storage at ${placeOf(s)} cannot be reached.`,
    todo: 'Check the Endpoint URL, and that the storage is up and the agent may reach it.',
  }),
  row('time-out', {
    nature: 'transient',
    names: ['ANSWER_TIMEOUT', 'ETIMEDOUT', 'TimeoutError'],
    message: (s) => `The storage at ${placeOf(s)} did not answer in time.`,
    todo: 'Run again, or raise Request timeout in the connection.',
  }),
  row('connection-stalled', {
    nature: 'transient',
    names: ['STALLED'],
    message: (s) => `The connection to ${placeOf(s)} stalled: nothing moved on it any more.`,
    todo: (s) => `Check the network between the agent and the storage${alsoProxy(s)}.`,
  }),
  row('connection-lost', {
    nature: 'transient',
    names: ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'],
    message: (s) => `The connection to ${placeOf(s)} was lost while ${s.operation} was going on for ${inWords(s)}.`,
    todo: (s) => `Check that the storage is up, and the network between the agent and the storage${alsoProxy(s)}.`,
  }),
  row('source-truncated', {
    nature: 'transient',
    names: ['TRUNCATED'],
    message: (s) => `The storage at ${placeOf(s)} ended its answer for ${inWords(s)} too early.`,
    todo: 'Run again; if it happens again, look into the logs of the storage.',
  }),
  row('canceled', {
    nature: 'canceled',
    names: ['CANCELED', 'AbortError'],
    message: (s) => `${s.operation} for ${inWords(s)} was canceled.`,
    todo: '',
  }),
];

/** Every error we know by a name or a status. */
export const ERROR_TABLE: readonly ErrorRow[] = [...credentials, ...objects, ...storage, ...network, ...PROXY_ROWS];

export const TLS_ROW = row('tls-failure', {
  names: [],
  message: (s, said) => `No secure connection to ${s.host} can be made.${said === '' ? '' : ` Reason: ${said}.`}`,
  todo: "Check the Endpoint URL (http or https) and the certificate of the storage; a private authority's certificate is given to the agent by NODE_EXTRA_CA_CERTS.",
});

export const NOT_S3_ROW = row('endpoint-not-s3', {
  names: [],
  message: (s) => `What answers at ${s.host} does not speak S3.`,
  todo: "Correct the Endpoint URL: it must be the address of the storage's S3 interface, not of its console.",
});

export const REFUSED_ROW = row('request-refused', {
  names: [],
  message: (s, said) => `The storage at ${s.host} refused ${s.operation} for ${inWords(s)}.${quoted(said)}`,
  todo: 'Check the settings of the activity.',
});
