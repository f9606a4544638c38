import { routes } from '../../shared/api/routes.ts';
import type { Core } from '../core.ts';
import { type HandlerTable, handleJson } from '../http/handler.ts';

export function secretHandlers({ database, projects, secrets }: Core): HandlerTable {
  return [
    handleJson(routes.storeSecret, async ({ params: { projectId }, body }) => {
      await projects.summary(database.db, projectId);
      return { secret: await secrets.store(database.db, projectId, body.value) };
    }),
  ];
}
