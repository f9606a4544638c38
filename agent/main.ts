import { z } from 'zod';
import { Agent } from './agent.ts';
import { installedConnectors } from './executors.ts';
import { createGateway, GatewayError } from './gateway.ts';
import { createLog } from './log.ts';
import { readSettings } from './settings.ts';

/** How long the runs of an agent that is stopped may go on, when its parent does not say. */
const STOP_WITHIN_MS = 4_000;

/** Tells whoever started it that another start with the same credential is of no use. */
const EXIT_REFUSED = 3;

/** What the server sends to an agent of its own. */
const StopRequest = z.object({ stopWithinMs: z.number() });

const log = createLog(process.env.SLUICE_LOG_LEVEL);

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const gateway = createGateway(settings.serverUrl, settings.credential);
  const agent = new Agent({ gateway, connectors: installedConnectors, slots: settings.slots, log });
  stopOnRequest(agent);
  await agent.run();
}

function stopOnRequest(agent: Agent): void {
  let isStopping = false;
  const stop = (withinMs: number) => {
    if (isStopping) return;
    isStopping = true;
    agent.stop(withinMs).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const isChildOfServer = process.send !== undefined;
  process.on('SIGTERM', () => stop(STOP_WITHIN_MS));
  // A terminal's Ctrl-C reaches both; the server then stops its agent in its own time.
  process.on('SIGINT', () => (isChildOfServer ? undefined : stop(STOP_WITHIN_MS)));
  if (!isChildOfServer) return;
  // It goes when the server goes, whichever way.
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const request = StopRequest.safeParse(message);
    if (request.success) stop(request.data.stopWithinMs);
  });
}

main().catch((error: unknown) => {
  const isRefused = error instanceof GatewayError && error.failure === 'credential';
  const message = error instanceof Error ? error.message : String(error);
  log.fatal(`The agent cannot go on: ${message}${isRefused ? ' Check SLUICE_AGENT_CREDENTIAL.' : ''}`);
  process.exit(isRefused ? EXIT_REFUSED : 1);
});
