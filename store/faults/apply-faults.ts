import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply, ReplyStream } from '../http/reply.ts';
import { S3Error } from '../http/s3-error.ts';
import { writeXml } from '../http/xml-write.ts';
import { changeBody } from './change-body.ts';
import { ConnectionCut } from './connection-cut.ts';
import type { FaultEffect } from './fault-rules.ts';

function pause(milliseconds: number): Promise<void> {
  return sleep(milliseconds, undefined, { ref: false });
}

function never(): Promise<never> {
  return new Promise(() => {});
}

function failWith(effect: Extract<FaultEffect, { kind: 'error' }>): never {
  const error = new S3Error(effect.code, effect.status, effect.message ?? `Fault asked for: ${effect.code}`);
  Object.assign(error.headers, effect.headers);
  throw error;
}

/** What happens before the operation; may give the answer in its place. */
export async function faultsBefore(effects: readonly FaultEffect[]): Promise<Reply | undefined> {
  for (const effect of effects) {
    if (effect.kind === 'delay') await pause(effect.milliseconds);
    if (effect.kind === 'hang') await never();
    if (effect.kind === 'drop' && effect.when === 'before') throw new ConnectionCut();
    if (effect.kind === 'error' && effect.when === 'before') failWith(effect);
    if (effect.kind === 'errorInBody') {
      const message = effect.message ?? `Fault asked for: ${effect.code}`;
      const body = writeXml('Error', { Code: effect.code, Message: message }, '');
      return { status: 200, headers: { 'content-type': 'application/xml' }, body };
    }
  }
  return undefined;
}

async function* disturbed(source: AsyncIterable<Buffer>, effects: readonly FaultEffect[]): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const chunk of source) {
    for (const effect of effects) {
      if (effect.kind === 'slowUpload') await pause(effect.milliseconds);
      if (effect.kind === 'cutUpload' && seen + chunk.length >= effect.afterBytes) throw new ConnectionCut();
    }
    seen += chunk.length;
    yield chunk;
  }
}

/** The body of an upload as it arrives. */
export function faultsInUpload(source: AsyncIterable<Buffer>, effects: readonly FaultEffect[]): AsyncIterable<Buffer> {
  const some = effects.some(({ kind }) => kind === 'slowUpload' || kind === 'cutUpload');
  return some ? disturbed(source, effects) : source;
}

/** What happens to the answer of an operation that has been done. */
export function faultsAfter(
  reply: Reply,
  effects: readonly FaultEffect[],
  replaceObject: (content: string) => Promise<void>,
): Reply {
  let changed = reply;
  for (const effect of effects) {
    if (effect.kind === 'drop' && effect.when === 'after') throw new ConnectionCut();
    if (effect.kind === 'error' && effect.when === 'after') failWith(effect);
    if (typeof changed.body !== 'object') continue;
    const body: ReplyStream | undefined = changeBody(changed.body, effect, replaceObject);
    if (body === undefined) continue;
    changed = { ...changed, body, headers: { ...changed.headers, 'content-length': String(body.length) } };
  }
  return changed;
}
