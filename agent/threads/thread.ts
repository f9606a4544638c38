/** The program of a thread that works on objects of runs; `messages.ts` says what it is told and tells. */
import { parentPort } from 'node:worker_threads';
import type { ProxyState } from '../../shared/proxy/proxy-settings.ts';
import { installedConnectors } from '../executors.ts';
import { connectorsAt } from './connectors.ts';
import type { FromThread, RunSetUp, ToThread } from './messages.ts';
import { ThreadRun } from './thread-run.ts';

const port = parentPort;
if (!port) throw new Error('this is the program of a thread, and no program by itself');

const runs = new Map<number, ThreadRun>();
const opening = new Set<number>();
let proxy: ProxyState = { kind: 'none' };
/** One for all runs, as connectors know a proxy by what tells it. */
const proxyNow = () => proxy;

const tell = (message: FromThread) => port.postMessage(message);

async function open(run: number, setUp: RunSetUp): Promise<void> {
  opening.add(run);
  try {
    if (setUp.proxy) proxy = setUp.proxy;
    const connectors = await connectorsAt(setUp.connectors, installedConnectors);
    const opened = new ThreadRun(setUp, connectors, setUp.proxy && proxyNow, (batch) =>
      tell({ type: 'done', run, batch: JSON.stringify(batch) }),
    );
    // The run may have ended meanwhile.
    if (!opening.has(run)) return;
    runs.set(run, opened);
    tell({ type: 'opened', run });
  } catch (error) {
    tell({ type: 'refused', run, reason: error instanceof Error ? error.message : String(error) });
  } finally {
    opening.delete(run);
  }
}

port.on('message', (message: ToThread) => {
  if (message.type === 'items') runs.get(message.run)?.begin(JSON.parse(message.items));
  else if (message.type === 'open') void open(message.run, message.setUp);
  else if (message.type === 'proxy') proxy = message.state;
  else if (message.type === 'stop') runs.get(message.run)?.stop();
  else {
    runs.delete(message.run);
    opening.delete(message.run);
  }
});
