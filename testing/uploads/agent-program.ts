import { pino } from 'pino';
import { Agent } from '../../agent/agent.ts';
import { createGateway } from '../../agent/gateway.ts';
import { createExecutor } from '../../connectors/amazon-s3/executor/executor.ts';
import { connectorsWith } from '../runs/test-executor.ts';

/** Program: an agent with the real connector that sends small objects in parts; ended by SIGTERM, as the real one. */
const { SLUICE_SERVER_URL: url = '', SLUICE_AGENT_CREDENTIAL: credential = '', TEST_LIMITS = '{}' } = process.env;
const executor = createExecutor({ pauses: { baseMs: 1, capMs: 5 }, ...JSON.parse(TEST_LIMITS) });
const agent = new Agent({
  gateway: createGateway(url, credential),
  connectors: connectorsWith(executor),
  slots: 4,
  log: pino({ level: 'silent' }),
});
process.on('SIGTERM', () => void agent.stop(1_500).then(() => process.exit(0)));
await agent.run();
