import type { Activity } from '../../shared/project/activity.ts';
import type { Connection } from '../../shared/project/connection.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import { fingerprint, snapshotOf } from '../../shared/project/snapshot.ts';
import type { Designer } from './designer.ts';

interface Cached {
  activities: Project['activities'];
  connections: Project['connections'];
  parts: readonly (Activity | Connection)[];
  fingerprint: string;
}

/** Fingerprints by operation: unchanged parts of the document are the same objects, so that most need no new look. */
const cache = new WeakMap<Operation, Cached>();

function designFingerprint(project: Project, operation: Operation): string {
  const { activities, connections } = project;
  const cached = cache.get(operation);
  if (cached && cached.activities === activities && cached.connections === connections) return cached.fingerprint;
  const snapshot = snapshotOf(project, operation.id);
  const parts = [...Object.values(snapshot.activities), ...Object.values(snapshot.connections)];
  const isSame = cached?.parts.length === parts.length && parts.every((part, index) => part === cached.parts[index]);
  const value = cached && isSame ? cached.fingerprint : fingerprint(snapshot);
  cache.set(operation, { activities, connections, parts, fingerprint: value });
  return value;
}

/** Whether an operation's design differs from what is deployed of it, or nothing is. */
export function isUndeployed(state: Pick<Designer, 'project' | 'deployed'>, operationId: Id): boolean {
  const operation = state.project?.operations[operationId];
  if (!state.project || !operation) return false;
  return state.deployed[operationId]?.fingerprint !== designFingerprint(state.project, operation);
}
