import { expect, test } from 'vitest';
import { descriptors } from '../../connectors/descriptors.ts';
import { sampleProject } from '../../testing/project/sample-project.ts';
import { apply } from '../edits/apply.ts';
import type { Connection } from '../project/connection.ts';
import type { CheckContext } from './check-context.ts';
import { deploymentErrors, problems } from './problems.ts';

const sample = sampleProject(1);
const connection = finance();

function finance(): Connection {
  const found = sample.connections.con_finance;
  if (!found) throw new Error('the sample has changed');
  return found;
}

function found(useProxy: boolean | undefined, kind?: 'cloud' | 'private') {
  const settings = { ...connection.settings, ...(useProxy === undefined ? {} : { useProxy }) };
  const project = apply(sample, { type: 'connection.change', connection: { ...connection, settings } });
  const agentGroup = kind && { agentGroup: { name: 'Clouds', kind } };
  const context: CheckContext = { descriptors, knownVariable: () => true, ...agentGroup };
  const all = problems(project, context);
  return { all, errors: deploymentErrors(all, project, 'opn_0') };
}

test('a connection that asks for the proxy of private agents is a warning where the agent group is a cloud group', () => {
  const { all, errors } = found(true, 'cloud');
  expect(all.map(({ severity, code, item }) => `${severity} ${code} ${item.id}`)).toEqual([
    'warning private-agent-only con_finance',
    'warning private-agent-only act_get-0',
    'warning private-agent-only act_put-0',
  ]);
  const why =
    'Use Proxy Settings (Private Agent Only) is ticked. Only private agents have proxy settings. The agent group "Clouds" of this environment is a cloud group.';
  expect(all[0]?.message).toBe(`The connection "${connection.name}": ${why}`);
  expect(all[1]?.message).toBe(`The activity "Get invoice 0" uses the connection "${connection.name}", where ${why}`);
  expect(errors, 'it may be deployed: the project may go to another environment').toEqual([]);
});

test('it is none on a private group, where the group is not known, and without the proxy', () => {
  for (const { all } of [found(true, 'private'), found(true), found(false, 'cloud'), found(undefined, 'cloud')])
    expect(all).toEqual([]);
});
