import type { DeployedOperation } from '../../shared/api/deployed-operation.ts';
import type { DeploymentDetail, DeploymentPage } from '../../shared/api/history.ts';
import type { GlobalNames } from '../../shared/api/variables.ts';
import type { Problem } from '../../shared/checks/problem.ts';
import { deploymentErrors, problems } from '../../shared/checks/problems.ts';
import type { Descriptor } from '../../shared/connector.ts';
import { type Id, newId } from '../../shared/project/id.ts';
import type { Project } from '../../shared/project/project.ts';
import { reachedFrom } from '../../shared/project/reached.ts';
import { fingerprint, type Snapshot, snapshotOf } from '../../shared/project/snapshot.ts';
import { isPredefined } from '../../shared/variables/known.ts';
import type { Core } from '../core.ts';
import type { Queryable, Transaction } from '../database/sql.ts';
import { ApiError } from '../http/api-error.ts';
import type { PastPage } from '../projects/past.ts';
import { deployedGlobals } from './globals.ts';
import { deploymentDetail, deploymentPage } from './history.ts';
import {
  type DeployedSnapshot,
  type DeploymentNote,
  deployedSnapshot,
  selectDeployed,
  storeDeployment,
} from './queries.ts';
import { missingValues } from './required-values.ts';

export interface Deployment {
  deploymentId: Id;
  deployed: DeployedOperation[];
}

export interface Deployments {
  /**
   * Validates operations as they are designed now, with those that their actions lead to, and freezes them.
   * @throws {ApiError} `operation-unknown`; `operation-invalid` with the problems as details.
   */
  deploy(
    trx: Transaction,
    projectId: Id,
    operationIds: readonly Id[],
    note?: Omit<DeploymentNote, 'revision'>,
  ): Promise<Deployment>;
  /** Deployments, the newest first, by pages. @throws {ApiError} `project-unknown` */
  list(where: Queryable, projectId: Id, page: PastPage): Promise<DeploymentPage>;
  /** One deployment beside those before it. @throws {ApiError} `deployment-unknown` */
  detail(where: Queryable, projectId: Id, deploymentId: Id): Promise<DeploymentDetail>;
  /** What is deployed of each operation of a project. */
  deployedOf(where: Queryable, projectId: Id): Promise<DeployedOperation[]>;
  /** What Run runs. @throws {ApiError} `not-deployed`, `operation-unknown` */
  toRun(where: Queryable, projectId: Id, operationId: Id): Promise<DeployedSnapshot>;
  /** The global variables that the deployed operation, and those that its actions lead to, name. @throws {ApiError} `project-unknown` */
  globals(where: Queryable, projectId: Id, operationId: Id): Promise<GlobalNames>;
}

export function createDeployments(core: Pick<Core, 'projects' | 'events' | 'variables' | 'connectors'>): Deployments {
  const { projects, events } = core;
  return {
    deploy: async (trx, projectId, operationIds, note = {}) => {
      const { project, revision } = await projects.current(trx, projectId);
      const snapshots = validSnapshots(core.connectors.descriptors, project, reachedFrom(project, operationIds));
      const given = snapshots.map(({ snapshot }) => snapshot);
      refuse(await missingValues(core, trx, projectId, given));
      const deploymentId = newId('dep');
      const deployed = await storeDeployment(trx, projectId, deploymentId, snapshots, { ...note, revision });
      await events.publish(trx, projectId, { type: 'deployed', deployed });
      return { deploymentId, deployed };
    },
    list: async (where, projectId, page) => {
      await projects.summary(where, projectId);
      return deploymentPage(where, projectId, page);
    },
    detail: (where, projectId, deploymentId) => deploymentDetail(where, projects.past, projectId, deploymentId),
    deployedOf: selectDeployed,
    toRun: async (where, projectId, operationId) => {
      const found = await deployedSnapshot(where, projectId, operationId);
      if (found) return found;
      const { project } = await projects.current(where, projectId);
      const operation = project.operations[operationId];
      if (!operation) throw unknownOperation(operationId);
      throw new ApiError('not-deployed', `The operation "${operation.name}" was never deployed.`, {
        todo: 'Deploy it first, or use Deploy and run.',
      });
    },
    globals: async (where, projectId, operationId) => {
      await projects.summary(where, projectId);
      return deployedGlobals(where, projectId, operationId);
    },
  };
}

/** The snapshots of operations that have no errors. */
function validSnapshots(
  descriptors: readonly Descriptor[],
  project: Project,
  operationIds: ReadonlySet<Id>,
): { snapshot: Snapshot; fingerprint: string }[] {
  for (const operationId of operationIds) if (!project.operations[operationId]) throw unknownOperation(operationId);
  const all = problems(project, { descriptors, knownVariable: isPredefined });
  refuse([...new Set([...operationIds].flatMap((operationId) => deploymentErrors(all, project, operationId)))]);
  return Array.from(operationIds, (operationId) => {
    const snapshot = snapshotOf(project, operationId);
    return { snapshot, fingerprint: fingerprint(snapshot) };
  });
}

/** @throws {ApiError} `operation-invalid` when there are errors */
function refuse(errors: readonly Problem[]): void {
  const [first] = errors;
  if (!first) return;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const about = { todo: first.fix, details: [...errors] };
  throw new ApiError('operation-invalid', `It cannot be deployed: ${first.message}${more}`, about);
}

function unknownOperation(operationId: Id): ApiError {
  return new ApiError('operation-unknown', `The project has no operation ${operationId}.`, {
    todo: 'It may have been deleted meanwhile: reload the project.',
  });
}
