import type { ResolvedSettings } from '../../../shared/connector.ts';
import { newId } from '../../../shared/project/id.ts';
import type { EndState, LogMessage } from '../../../shared/runs/run.ts';
import type { ObjectFailure, Receipt, TransferBatch } from '../../../shared/runs/transfers.ts';
import type { InstalledConnector } from '../../executors.ts';
import { Ledger } from '../../for-each/ledger.ts';
import { TransferMemory } from '../../memory/transfer-memory.ts';
import { RunProgress } from '../../progress.ts';
import { executeRun } from '../../run.ts';
import type { ItemThreads } from '../item-threads.ts';

export interface ObjectsRun {
  end: EndState | null;
  receipts: Receipt[];
  failures: ObjectFailure[];
  messages: LogMessage[];
  progress: RunProgress;
}

export interface ObjectsRunOptions {
  threads?: ItemThreads | undefined;
  settings?: ResolvedSettings;
  signal?: AbortSignal;
  debug?: boolean;
  atATime?: number;
  /** Told how many receipts have been handed over, and with which batch. */
  kept?: (count: number, batch: TransferBatch) => void;
}

/** Runs List → Delete for each of the objects: `{ <kind>: <how many> }`. */
export async function runObjects(
  connector: InstalledConnector,
  objects: Readonly<Record<string, number>>,
  { threads, settings = {}, signal = new AbortController().signal, debug, atATime = 16, kept }: ObjectsRunOptions = {},
): Promise<ObjectsRun> {
  const { descriptor } = connector;
  const [list, remove, connectionId] = [newId('act'), newId('act'), newId('con')];
  const steps = [list, remove].map((componentId) => ({ id: newId('stp'), kind: 'activity' as const, componentId }));
  const progress = new RunProgress(steps.map(({ id }) => id));
  const receipts: Receipt[] = [];
  const failures: ObjectFailure[] = [];
  const ledger = new Ledger(async (_number, batch) => {
    receipts.push(...batch.receipts);
    failures.push(...batch.failures);
    kept?.(receipts.length, batch);
  }, 0);
  const listed = { prefix: JSON.stringify(objects), pass: 'each', atATime };
  const end = await executeRun(
    {
      kind: 'run',
      runId: newId('run'),
      fence: 1,
      timeOutSeconds: 600,
      operation: { id: newId('opn'), name: 'Delete all', steps },
      activities: {
        [list]: { id: list, connectionId, type: 'list-objects', name: 'List', settings: listed },
        [remove]: { id: remove, connectionId, type: 'delete-object', name: 'Delete', settings },
      },
      variables: [],
      globals: {},
      connections: { [connectionId]: { id: connectionId, connector: descriptor.id, name: 'S', settings: {} } },
      ...(debug ? { debug } : {}),
    },
    {
      connectors: new Map([[descriptor.id, connector]]),
      agentName: 'agent',
      progress,
      ledger,
      signal,
      threads,
      memory: new TransferMemory(96 * 1024 ** 2),
      keepOutput: async () => undefined,
      keepDebug: async () => undefined,
    },
  );
  return { end, receipts, failures, messages: progress.take(100_000).report.messages, progress };
}
