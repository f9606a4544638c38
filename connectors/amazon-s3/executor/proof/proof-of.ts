import type { StepContext } from '../../../../shared/runs/payload.ts';
import { isPlain } from '../connection.ts';
import type { Endpoint } from '../endpoints.ts';
import { inWords } from '../subject.ts';
import type { Call } from '../wire/call.ts';
import { SourceCut } from './source-cut.ts';
import { SourceProof } from './source-proof.ts';
import { vouchedIn } from './vouched.ts';

/** An object that is going to be read. */
interface Found {
  readonly endpoint: Endpoint;
  readonly context: StepContext;
  /** The GET, without condition. */
  readonly call: Call;
  readonly headers: Readonly<Record<string, string>>;
  /** Of what is read, in bytes. */
  readonly size: number | undefined;
  /** Whether only a range of it is read. */
  readonly isRange: boolean;
}

/** What is to prove an object's bytes; undefined over TLS, where nothing can change them on their way. */
export function proofOf({ endpoint, context, call, headers, size, isRange }: Found): SourceProof | undefined {
  if (!isPlain(endpoint.connection)) return undefined;
  const vouched = vouchedIn(headers, isRange);
  const cut =
    vouched.kind === 'composite' && size !== undefined && size > 0
      ? new SourceCut({ endpoint, call, eTag: headers.etag ?? '', size, count: vouched.count })
      : undefined;
  return new SourceProof({ vouched, cut, log: context.log, name: () => inWords(endpoint.wire.subject(call)) });
}
