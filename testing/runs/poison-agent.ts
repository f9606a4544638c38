import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { Agent } from '../../agent/agent.ts';
import { createGateway } from '../../agent/gateway.ts';
import type { Executor } from '../../shared/connector.ts';
import { connectorsWith, TestExecutor } from './test-executor.ts';

/** Program: an agent with the tests' executor that is killed by a key `poison/<n>`, n milliseconds after it has begun with it. */
const { SLUICE_SERVER_URL: url = '', SLUICE_AGENT_CREDENTIAL: credential = '' } = process.env;

class Poisoned extends TestExecutor {
  override async execute(...args: Parameters<Executor['execute']>) {
    const [kind, milliseconds] = String(args[1].settings.key).split('/');
    if (kind === 'poison') {
      await sleep(Number(milliseconds));
      process.kill(process.pid, 'SIGKILL');
    }
    return super.execute(...args);
  }
}

const agent = new Agent({
  gateway: createGateway(url, credential),
  connectors: connectorsWith(new Poisoned()),
  slots: 2,
  log: pino({ level: 'silent' }),
});
process.on('SIGTERM', () => void agent.stop(1_500).then(() => process.exit(0)));
await agent.run();
