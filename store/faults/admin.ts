import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Reply } from '../http/reply.ts';
import type { FaultPlan } from './fault-plan.ts';
import { faultRulesSchema } from './fault-rules.ts';
import type { RequestCounts } from './request-counts.ts';

const BODY_LIMIT_BYTES = 1024 * 1024;

function json(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}

async function readText(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of message) {
    pieces.push(piece);
    size += piece.length;
    if (size > BODY_LIMIT_BYTES) throw new Error('the list of rules is too long');
  }
  return Buffer.concat(pieces).toString('utf8');
}

async function setRules(message: IncomingMessage, plan: FaultPlan): Promise<Reply> {
  let value: unknown;
  try {
    value = JSON.parse(await readText(message));
  } catch (error) {
    return json(400, { error: `The body is not a JSON list of rules: ${error instanceof Error ? error.message : ''}` });
  }
  const parsed = faultRulesSchema.safeParse(value);
  if (!parsed.success) return json(400, { error: z.prettifyError(parsed.error) });
  plan.set(parsed.data);
  return json(200, { rules: parsed.data.length });
}

/**
 * Answers `POST` and `DELETE /_faults`, `GET` and `DELETE /_requests`. Their names can't be those of buckets.
 * Undefined when the request is about something else.
 */
export async function answerAdmin(
  message: IncomingMessage,
  plan: FaultPlan,
  counts: RequestCounts,
): Promise<Reply | undefined> {
  const path = (message.url ?? '').split('?')[0];
  const request = `${message.method} ${path}`;
  if (request === 'POST /_faults') return setRules(message, plan);
  if (request === 'GET /_requests') return json(200, counts.report());
  if (request === 'DELETE /_faults') {
    plan.clear();
    return json(200, { rules: 0 });
  }
  if (request === 'DELETE /_requests') {
    counts.clear();
    return json(200, counts.report());
  }
  return undefined;
}
