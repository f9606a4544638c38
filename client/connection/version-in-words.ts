import type { TestReply } from '../../shared/api/connection-replies.ts';

/** Which version of the connector an agent used, whether it was updated for the test, and why not. */
export function versionInWords({
  connectorVersion,
  updated,
  problem,
}: Omit<TestReply['agents'][number], 'name'>): string {
  const has = connectorVersion === '' ? 'does not have the connector' : `connector version ${connectorVersion}`;
  const words = updated ? `${has}, updated for this test` : has;
  return problem === undefined ? words : `${words}. ${problem}`;
}
