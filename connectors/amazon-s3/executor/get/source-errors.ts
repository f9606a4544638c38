import { ConnectorError } from '../../../../shared/runs/connector-error.ts';

/** Another writer has replaced or deleted the object since the Get. @param name the object, in words */
export function sourceChanged(name: string, cause?: unknown): ConnectorError {
  return new ConnectorError({
    code: 'source-changed',
    message: `While it was being read, ${name} was changed or deleted.`,
    todo: 'Run again when nobody writes to the source.',
    cause,
  });
}

/** The bytes are not those the storage vouches for. Reading all of them again may help. */
export function sourceDamaged(name: string): ConnectorError {
  return new ConnectorError({
    code: 'checksum-mismatch',
    message: `What arrived of ${name} is not what its storage vouches for: the checksums differ.`,
    todo: 'Run again; if it happens again, something on the way damages the data.',
    nature: 'transient',
  });
}

/** The storage answers with the whole object where a part was asked for. */
export function rangeIgnored(name: string): ConnectorError {
  return new ConnectorError({
    code: 'range-not-supported',
    message: `The storage does not give a part of ${name}: it ignores byte ranges.`,
    todo: 'Leave out the Byte range, or use a storage that supports ranged reads.',
  });
}
