import { routes } from '../../../shared/api/routes.ts';
import { type AuditRule, type Look, listed, noted } from '../rule.ts';

/** Runs by hand, and schedules switched. Runs that start by themselves are in the runtime logs alone. */
export function runRules({ db, projects }: Look): AuditRule[] {
  return [
    noted(routes.runOperation, ({ params: { projectId }, body }) => ({ runId }) => {
      const given = Object.keys(body.globals ?? {});
      const values = given.length === 0 ? '' : `, with values of ${listed(given)}`;
      const what = `${body.deploy ? 'Deployed and ran' : 'Ran'} the operation${values}`;
      return { kind: 'run', what, projectId, runId, clientId: body.clientId };
    }),
    noted(routes.cancelRun, ({ params: { projectId, runId } }) => () => ({
      kind: 'cancel',
      what: 'Had the run canceled',
      projectId,
      runId,
    })),
    noted(routes.enableSchedule, async ({ params: { projectId, operationId }, body }) => {
      const { project } = await projects.current(db, projectId);
      const thing = project.operations[operationId]?.name;
      const what = `Switched the schedule of the operation ${body.enabled ? 'on' : 'off'}`;
      return () => ({ kind: 'schedule', what, thing, projectId });
    }),
  ];
}
