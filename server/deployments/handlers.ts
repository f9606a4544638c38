import { routes } from '../../shared/api/routes.ts';
import type { Database } from '../database/connect.ts';
import { type HandlerTable, handleJson } from '../http/handler.ts';
import type { Deployments } from './service.ts';

export function deploymentHandlers(database: Database, deployments: Deployments): HandlerTable {
  return [
    handleJson(routes.deploy, ({ params, body }) =>
      database.transaction((trx) => deployments.deploy(trx, params.projectId, body.operationIds)),
    ),
  ];
}
