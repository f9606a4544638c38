import { ConnectorError } from '../../../../shared/runs/connector-error.ts';

/**
 * The source failed while its bytes were on their way. It has been tried again as often as its own connection allows; the
 * target must not do the same once more. Never leaves the Put: `cause` is thrown instead.
 */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
}

/** What was stored is not what was sent. `eTag` and `versionId` tell the bad object, so that no other one is removed. */
export class DamagedWrite extends ConnectorError {
  readonly eTag: string | undefined;
  readonly versionId: string | undefined;
  /** The bad object was seen to already. */
  isRemoved = false;

  /** @param what what has turned out to differ: what was stored from what was sent, or what was read from the source's ETag */
  constructor(object: string, headers: Readonly<Record<string, string>>, what: 'stored' | 'read' = 'stored') {
    super({
      code: 'checksum-mismatch',
      message:
        what === 'stored'
          ? `What the storage has stored of ${object} is not what was sent: the checksums differ.`
          : `What was read for ${object} is not what the source holds: its MD5 is not the source's ETag.`,
      todo: 'Run again; if it happens again, something on the way damages the data.',
      nature: 'transient',
    });
    this.eTag = headers.etag;
    this.versionId = headers['x-amz-version-id'];
  }
}

/** What was read is not what the source's ETag says; nothing of it was stored. */
export function wrongMd5(): ConnectorError {
  return new ConnectorError({
    code: 'checksum-mismatch',
    message: "What was read is not what the source holds: its MD5 is not the source's ETag. Nothing was written.",
    todo: 'Run again; if it happens again, something on the way damages the data.',
    nature: 'transient',
  });
}

/** The source gave fewer or more bytes than it announced. */
export function wrongLength(announced: number, given: number): SourceFailure {
  return new SourceFailure('wrong length', {
    cause: new ConnectorError({
      code: 'source-truncated',
      message: `The source announced ${announced} bytes and gave ${given < announced ? `only ${given}` : 'more'}.`,
      todo: 'Run again when nobody writes to the source.',
      nature: 'transient',
    }),
  });
}
