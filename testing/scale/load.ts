import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '../../shared/project/id.ts';
import { submitRun } from './submit.ts';

/** What was submitted. */
export interface Submitted {
  /** Accepted runs, each with the name of the object that it writes. */
  accepted: Map<Id, string>;
  /** Names of those of which nobody heard whether they were accepted. They are not sent again, so that a name stands for one run at most. */
  unknown: Set<string>;
}

const AT_ONCE = 8;

/** Submits runs, each with an object name of its own, until `count` more are accepted; evenly over `ms` as far as it gets. */
export async function submitAll(
  projectUrl: string,
  operationId: Id,
  count: number,
  ms: number,
  submitted: Submitted,
): Promise<void> {
  const start = performance.now();
  const before = submitted.accepted.size;
  let next = before + submitted.unknown.size;
  let underWay = 0;
  const soFar = () => submitted.accepted.size + underWay - before;
  const submit = async () => {
    while (soFar() < count) {
      const name = String(next).padStart(6, '0');
      next += 1;
      underWay += 1;
      const early = start + (soFar() / count) * ms - performance.now();
      if (early > 0) await sleep(early);
      try {
        submitted.accepted.set(await submitRun(projectUrl, operationId, name), name);
      } catch {
        submitted.unknown.add(name);
        await sleep(50);
      } finally {
        underWay -= 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, submit));
}
