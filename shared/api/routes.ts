import { accessRoutes } from './routes/access-routes.ts';
import { administrationRoutes } from './routes/administration-routes.ts';
import { auditRoutes } from './routes/audit-routes.ts';
import { connectionRoutes } from './routes/connection-routes.ts';
import { connectorRoutes } from './routes/connector-routes.ts';
import { deploymentRoutes } from './routes/deployment-routes.ts';
import { limitRoutes } from './routes/limit-routes.ts';
import { projectRoutes } from './routes/project-routes.ts';
import { proxyRoutes } from './routes/proxy-routes.ts';
import { runRoutes } from './routes/run-routes.ts';
import { scheduleRoutes } from './routes/schedule-routes.ts';
import { serverRoutes } from './routes/server-routes.ts';
import { valueRoutes } from './routes/value-routes.ts';

/** Every route that the browser, the command line and other people's programs call, by its id. */
export const routes = {
  ...serverRoutes,
  ...projectRoutes,
  ...valueRoutes,
  ...connectionRoutes,
  ...deploymentRoutes,
  ...scheduleRoutes,
  ...runRoutes,
  ...administrationRoutes,
  ...proxyRoutes,
  ...connectorRoutes,
  ...limitRoutes,
  ...accessRoutes,
  ...auditRoutes,
} as const;
