import { routes } from '../../shared/api/routes.ts';
import type { Database } from '../database/connect.ts';
import { type HandlerTable, handleJson } from '../http/handler.ts';
import type { Deployments } from './service.ts';

export function deploymentHandlers(database: Database, deployments: Deployments): HandlerTable {
  return [
    handleJson(routes.deploy, ({ params, body, who }) =>
      database.transaction((trx) => {
        const { operationIds, ...note } = body;
        return deployments.deploy(trx, params.projectId, operationIds, { ...note, personId: who.person?.id });
      }),
    ),
    handleJson(routes.listDeployments, ({ params, query }) => deployments.list(database.db, params.projectId, query)),
    handleJson(routes.getDeployment, ({ params }) =>
      deployments.detail(database.db, params.projectId, params.deploymentId),
    ),
    handleJson(routes.getDeployedGlobals, ({ params }) =>
      deployments.globals(database.db, params.projectId, params.operationId),
    ),
  ];
}
