import { flushCompileCache } from 'node:module';
import { availableParallelism, hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Agent } from './agent.ts';
import { forgetCredential, obtainCredential } from './credential.ts';
import { installedConnectors } from './executors.ts';
import { createGateway, type Gateway, GatewayError, registerAgent } from './gateway.ts';
import { isLeanProcess } from './lean-process.ts';
import { createLog } from './log.ts';
import { TransferMemory } from './memory/transfer-memory.ts';
import { AgentProxy } from './proxy/agent-proxy.ts';
import { type AgentSettings, readSettings } from './settings.ts';
import { ItemThreads } from './threads/item-threads.ts';

/** Tells whoever started it that another start with the same credential is of no use. */
const EXIT_REFUSED = 3;

const REGISTER_AGAIN_MS = 2_000;
const COMPILED_MS = 10_000;
/** The main one among them. */
const MOST_THREADS = 4;

/** What the server sends to an agent of its own. */
const StopRequest = z.object({ stopWithinMs: z.number() });

const log = createLog(process.env.SLUICE_LOG_LEVEL);

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const { serverUrl, identity } = settings;
  if (!isLeanProcess(identity.folder)) return;
  const credential = await obtainCredential(identity, serverUrl, (token) => registerPatiently(serverUrl, token));
  const gateway = createGateway(serverUrl, credential);
  const memory = new TransferMemory(settings.transferMemory);
  const proxy = new AgentProxy(settings.proxy);
  const { slots } = settings;
  const { folder } = identity;
  const most = Math.min(MOST_THREADS, availableParallelism()) - 1;
  const threads = new ItemThreads({ most, shipped: installedConnectors, log, memory });
  const agent = new Agent({ gateway, connectors: installedConnectors, folder, slots, memory, threads, proxy, log });
  stopOnRequest(agent, settings, gateway);
  // It may well be killed; the next start is to find what is compiled by then.
  setTimeout(flushCompileCache, COMPILED_MS).unref();
  await agent.run();
}

/** A server that is not there yet is waited for. @throws {GatewayError} when it refuses the token */
async function registerPatiently(serverUrl: string, token: string) {
  for (;;) {
    try {
      return await registerAgent(serverUrl, token, hostname());
    } catch (error) {
      if (!(error instanceof GatewayError) || error.failure !== 'unavailable') throw error;
      log.warn(`${error.message} Trying again.`);
      await sleep(REGISTER_AGAIN_MS);
    }
  }
}

function stopOnRequest(agent: Agent, { stopWithinMs, deregisters, identity }: AgentSettings, gateway: Gateway): void {
  const leave = async () => {
    await gateway.leave();
    await forgetCredential(identity);
  };
  let isStopping = false;
  const stop = (withinMs: number) => {
    if (isStopping) return;
    isStopping = true;
    agent
      .stop(withinMs)
      .then(() => (deregisters ? leave() : undefined))
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  const isChildOfServer = process.send !== undefined;
  process.on('SIGTERM', () => stop(stopWithinMs));
  // A terminal's Ctrl-C reaches both; the server then stops its agent in its own time.
  process.on('SIGINT', () => (isChildOfServer ? undefined : stop(stopWithinMs)));
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
  log.fatal(
    `The agent cannot go on: ${message}${isRefused ? ' Add the agent anew, and start it with the token that is shown.' : ''}`,
  );
  process.exit(isRefused ? EXIT_REFUSED : 1);
});
