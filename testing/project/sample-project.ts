import type { Activity } from '../../shared/project/activity.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';

/** A connection that lacks nothing. */
const CONNECTION = {
  id: 'con_finance',
  connector: 'amazon-s3',
  name: 'Finance S3',
  settings: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: { secret: 'sec_finance' }, region: 'us-east-1' },
};

/** A project with one workflow of operations, each Get → Put of its own two activities. For tests. */
export function sampleProject(operations: number): Project {
  const numbers = Array.from({ length: operations }, (_, index) => index);
  return {
    id: 'prj_sample',
    name: 'Invoices',
    workflows: [{ id: 'wfl_main', name: 'Main', operationIds: numbers.map((number) => `opn_${number}`) }],
    operations: Object.fromEntries(numbers.map((number) => [`opn_${number}`, operation(number)])),
    activities: Object.fromEntries(
      numbers.flatMap((number) => [activity(number, 'get'), activity(number, 'put')]).map((one) => [one.id, one]),
    ),
    connections: { [CONNECTION.id]: CONNECTION },
    groups: {},
    variables: {},
    emails: {},
    schedules: {},
  };
}

function operation(number: number): Operation {
  const steps = (['get', 'put'] as const).map((verb) => ({
    id: `stp_${verb}-${number}`,
    kind: 'activity' as const,
    componentId: `act_${verb}-${number}`,
  }));
  return { id: `opn_${number}`, name: `Copy invoices ${number}`, steps };
}

function activity(number: number, verb: 'get' | 'put'): Activity {
  return {
    id: `act_${verb}-${number}`,
    connectionId: CONNECTION.id,
    type: `${verb}-object`,
    name: `${verb === 'get' ? 'Get' : 'Put'} invoice ${number}`,
    settings: { bucketOptions: 'text', bucket: 'inbox', key: 'invoice.pdf' },
    configured: true,
  };
}
