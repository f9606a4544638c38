import type { SimpleEdit } from '../../shared/edits/edit.ts';
import type { Activity } from '../../shared/project/activity.ts';
import type { Connection } from '../../shared/project/connection.ts';
import type { Id } from '../../shared/project/id.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Settings } from '../../shared/project/settings.ts';
import type { StoreAccess } from './fill-store.ts';

export const SAMPLE_PROJECT_NAME = 'Sample: invoices';
export const SAMPLE_CONNECTION_ID: Id = 'con_sample';

/** The sample's connection, with a reference in the place of its secret. */
export function sampleConnection(access: Omit<StoreAccess, 'secretAccessKey'>, secret: Id): Connection {
  return {
    id: SAMPLE_CONNECTION_ID,
    connector: 'amazon-s3',
    name: 'Sample storage',
    settings: {
      accessKeyId: access.accessKeyId,
      secretAccessKey: { secret },
      region: access.region,
      endpointUrl: access.url,
      forcePathStyle: true,
    },
  };
}

/** The edits that draw the sample in an empty project. */
export function sampleEdits(connection: Connection, workflowId: Id): SimpleEdit[] {
  const get = activity('act_get-invoice', 'get-object', 'Get invoice', {
    bucket: 'inbox',
    key: '2026/invoice-1001.pdf',
  });
  const archive = activity('act_put-invoice', 'put-object', 'Put into archive', { bucket: 'archive' });
  const list = activity('act_list-inbox', 'list-objects', 'List inbox', { bucket: 'inbox' });
  const report = activity('act_put-list', 'put-object', 'Put list', { bucket: 'archive', key: 'reports/inbox.json' });
  const copy = operation('opn_copy-invoice', 'Copy invoice', [get, archive]);
  const listing = operation('opn_list-inbox', 'List the inbox', [list, report]);
  return [
    { type: 'workflow.rename', workflowId, name: 'Invoices' },
    { type: 'connection.create', connection },
    ...[get, archive, list, report].map((one): SimpleEdit => ({ type: 'activity.create', activity: one })),
    ...[copy, listing].flatMap((one, index): SimpleEdit[] => [
      { type: 'operation.create', operation: one },
      { type: 'operation.place', operationId: one.id, workflowId, index },
    ]),
  ];
}

function activity(id: Id, type: string, name: string, settings: Settings): Activity {
  const all = { bucketOptions: 'lists', ...settings };
  return { id, connectionId: SAMPLE_CONNECTION_ID, type, name, settings: all, configured: true };
}

function operation(id: Id, name: string, activities: readonly Activity[]): Operation {
  const steps = activities.map((one) => ({
    id: one.id.replace('act_', 'stp_'),
    kind: 'activity' as const,
    componentId: one.id,
  }));
  return { id, name, steps };
}
