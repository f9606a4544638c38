import { answerError, errorAnswer } from '../errors.ts';
import { type RetryNotice, withRetries } from '../retry.ts';
import type { Call } from '../wire/call.ts';
import type { WireClient } from '../wire/client.ts';

/**
 * Sends a copy and gives the answer's text, tried again after transient errors. A 200 may still hold an error, as the storage
 * answers before it is done. Source: Amazon S3 API reference, CopyObject. @throws {ConnectorError}
 */
export function copied(wire: WireClient, call: Call, signal: AbortSignal, notice: RetryNotice): Promise<string> {
  const send = async () => {
    const { body } = await wire.sendForText(call, signal);
    if (body.includes('<Error>')) throw answerError(errorAnswer(500, body), wire.subject(call));
    return body;
  };
  return withRetries(wire.options.retries, signal, send, notice);
}
