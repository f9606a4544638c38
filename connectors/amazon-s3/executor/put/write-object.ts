import { accountOf, isAmazon } from '../plan/account.ts';
import type { CopyPair } from '../plan/copy-refusals.ts';
import { planTransfer, shown, type TransferFacts, type TransferPlan } from '../plan/plan-transfer.ts';
import { S3Origin } from '../plan/s3-origin.ts';
import type { Where } from '../where.ts';
import { DamagedWrite, SourceFailure } from './failures.ts';
import { confirmStored, removeDamaged } from './head.ts';
import type { PutJob, Stored } from './job.ts';
import { putCollected } from './put-collected.ts';
import { putCopied, type Refusal } from './put-copied.ts';
import { putParts } from './put-parts.ts';
import { putWhole } from './put-stream.ts';

/**
 * Writes an object in the way that the planner chooses: copied at the storage where that can be, else with the bytes passing
 * through. After an error nothing of it is left. @throws {ConnectorError}
 */
export async function writeObject(job: PutJob): Promise<Stored> {
  const { context } = job;
  const origin = job.content.origin instanceof S3Origin ? job.content.origin : undefined;
  const plan = await planOf(job, origin);
  context.planned?.(shown(plan));
  if (plan.way !== 'server-side-copy' || !origin) return pass(job, plan);
  const outcome = await putCopied(job, origin.source, plan);
  if ('stored' in outcome) {
    origin.copied();
    return { ...outcome.stored, copied: true };
  }
  const { refused } = outcome;
  context.log('info', 'copy-refused', `The storage has not copied the object by itself: ${refused.words}`);
  const other = await planOf(job, origin, refused);
  context.planned?.(shown(other));
  const stored = await pass(job, other);
  // Only now is it known that it was copying that the storage did not want.
  remember(job, origin, refused);
  return stored;
}

/** The plan; how the source was cut is only asked for where bytes pass whose proof it is. @throws {ConnectorError} of the source */
async function planOf(job: PutJob, origin: S3Origin | undefined, refused?: Refusal): Promise<TransferPlan> {
  const facts = factsOf(job, origin, refused);
  const plan = planTransfer(facts);
  if (!origin?.proof || plan.way === 'server-side-copy') return plan;
  const sourcePart = await origin.proof.partSize(job.context.signal);
  return sourcePart === undefined ? plan : planTransfer({ ...facts, sourcePart });
}

/** What the planner is told. @param refused what has just been learnt */
function factsOf(job: PutJob, origin: S3Origin | undefined, refused?: Refusal): TransferFacts {
  const { content, where, endpoint, onlyIfAbsent } = job;
  const { connection, traits, copyLimits, partLimits } = endpoint;
  const known = origin && (refused?.words ?? traits.copyRefusals.of(pairOf(job, origin), Date.now()));
  return {
    size: content.size,
    rereadable: content.rereadable,
    origin: originOf(origin, accountOf(connection), where),
    onlyIfAbsent,
    storage: {
      refusesCopies: known,
      // Amazon makes a copy only where no object is, when it is asked to; other storages may not listen.
      conditionalCopies: isAmazon(connection),
      checksums: traits.checksums,
      copyLimits,
      partLimits,
    },
  };
}

function originOf(origin: S3Origin | undefined, account: string, to: Where): TransferFacts['origin'] {
  if (!origin) return { at: 'none' };
  if (origin.account !== account) return { at: 'elsewhere' };
  const { bucket, key } = origin.source.where;
  const obstacle = bucket === to.bucket && key === to.key ? 'same-object' : origin.obstacle;
  return obstacle ? { at: 'here', obstacle } : { at: 'here' };
}

function pairOf({ where }: PutJob, { account, source }: S3Origin): CopyPair {
  return { account, from: source.where.bucket, to: where.bucket };
}

function remember(job: PutJob, origin: S3Origin, { words, always }: Refusal): void {
  const { copyRefusals } = job.endpoint.traits;
  if (always) copyRefusals.everywhere(words);
  else copyRefusals.between(pairOf(job, origin), words, Date.now());
}

/** Has the bytes pass through the agent. */
async function pass(job: PutJob, plan: TransferPlan): Promise<Stored> {
  try {
    const stored = await send(job, plan);
    return stored.verified && stored.eTag !== '' ? stored : await confirmStored(job, stored);
  } catch (error) {
    if (error instanceof DamagedWrite && !error.isRemoved) await removeDamaged(job, error);
    throw error instanceof SourceFailure ? error.cause : error;
  }
}

function send(job: PutJob, plan: TransferPlan): Promise<Stored & { verified: boolean }> {
  const { content } = job;
  const { size } = content;
  if (plan.way === 'parts') return putParts(job, plan.parts);
  if (plan.way === 'collect' || size === undefined) return putCollected(job);
  return putWhole(job, { content, offset: 0, length: size }, size);
}
