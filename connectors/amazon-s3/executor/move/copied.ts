import { answerError, errorAnswer } from '../errors.ts';
import { type RetryNotice, withRetries } from '../retry.ts';
import type { Call } from '../wire/call.ts';
import type { WireClient } from '../wire/client.ts';

export interface CopyAnswer {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** As slow as a storage may copy, in bytes a millisecond: the answer to a copy may come when all is read. */
const SLOWEST = 8_000;
const LONGEST_MS = 900_000;

/** How long a storage may take to answer a copy of so many bytes, in milliseconds; the connection's **Request timeout** where that is longer. */
export function copyMs(bytes: number): number {
  return Math.min(LONGEST_MS, Math.ceil(bytes / SLOWEST));
}

/** Sends a copy and gives the answer's text, as {@link askForCopy} does. @throws {ConnectorError} */
export async function copied(wire: WireClient, call: Call, signal: AbortSignal, notice: RetryNotice): Promise<string> {
  return (await askForCopy(wire, call, signal, notice)).body;
}

/**
 * Sends a copy, again after transient errors. A 200 may still hold an error, as the storage answers before it is done.
 * Source: Amazon S3 API reference, CopyObject. @throws {ConnectorError}
 */
export function askForCopy(
  wire: WireClient,
  call: Call,
  signal: AbortSignal,
  notice: RetryNotice,
): Promise<CopyAnswer> {
  const send = async () => {
    const answer = await wire.sendForText(call, signal);
    if (answer.body.includes('<Error>')) throw answerError(errorAnswer(500, answer.body), wire.subject(call));
    return answer;
  };
  return withRetries(wire.options.retries, signal, send, notice);
}
