import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { holdFolder } from './disk/hold-folder.ts';
import { StoreFolder } from './disk/store-folder.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import type { FaultRuleInput } from './faults/fault-rules.ts';
import { RequestCounts, type RequestReport } from './faults/request-counts.ts';
import { type Service, serve } from './http/serve.ts';
import { type StoreOptions, type StoreSettings, storeOptionsSchema } from './settings.ts';

/** Which requests `FaultControl.count` counts; what is left out matches all. */
export interface CountFilter {
  readonly operation?: string | readonly string[];
  readonly bucket?: string;
  readonly key?: string;
  readonly status?: number;
}

/** Faults and request counts of a store started with `faults: true`. */
export interface FaultControl {
  /** Replaces all rules. @throws ZodError for a malformed rule, Error when faults are off */
  set(rules: readonly FaultRuleInput[]): void;
  clear(): void;
  requests(): RequestReport;
  /** How many finished requests fit the filter. */
  count(filter?: CountFilter): number;
  /** How many requests of an operation are under way right now. */
  underWay(operation: string): number;
  clearRequests(): void;
}

export interface Store {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  readonly region: string;
  readonly faults: FaultControl;
  /** Stops: no new requests, two seconds for those under way. */
  close(): Promise<void>;
}

const GRACE_MS = 2000;
const HEADER_LIMIT_BYTES = 32 * 1024;

function openServer(settings: StoreSettings, service: Service): Server {
  const options = {
    maxHeaderSize: HEADER_LIMIT_BYTES,
    // An upload may take as long as it takes; an idle connection may be used again for a good while.
    requestTimeout: 0,
    keepAliveTimeout: 75_000,
    noDelay: true,
  };
  const server = settings.tls === undefined ? createServer(options) : createTlsServer({ ...options, ...settings.tls });
  const handle = (message: IncomingMessage, response: ServerResponse, expects: boolean): void => {
    serve(service, { message, response, expects }).catch((error: unknown) => {
      message.socket.destroy();
      service.onError(error);
    });
  };
  server.on('request', (message, response) => handle(message, response, false));
  server.on('checkContinue', (message, response) => handle(message, response, true));
  return server;
}

function faultControl(settings: StoreSettings, plan: FaultPlan, counts: RequestCounts): FaultControl {
  return {
    set(rules) {
      if (!settings.faults) throw new Error('Faults are off: start the store with faults: true');
      plan.set(rules);
    },
    clear: () => plan.clear(),
    requests: () => counts.report(),
    count({ operation, bucket, key, status } = {}) {
      const operations = operation === undefined ? undefined : [operation].flat();
      return counts
        .report()
        .requests.filter(
          (item) =>
            (operations === undefined || operations.includes(item.operation)) &&
            (bucket === undefined || item.bucket === bucket) &&
            (key === undefined || item.key === key) &&
            (status === undefined || item.status === status),
        )
        .reduce((sum, item) => sum + item.count, 0);
    },
    underWay: (operation) => counts.underWay(operation),
    clearRequests: () => counts.clear(),
  };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the store has no port');
  return address.port;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(timer);
}

/**
 * Starts a store on loopback. It keeps its buckets in `dataDir`, which no other store may use at the time.
 * @throws ZodError for wrong options, Error when the folder is in use or damaged or the port is taken
 */
export async function startStore(
  options: StoreOptions & { readonly onError?: (error: unknown) => void },
): Promise<Store> {
  const { onError = () => {}, ...rest } = options;
  const settings = storeOptionsSchema.parse(rest);
  const letGo = await holdFolder(settings.dataDir);
  try {
    const faults = new FaultPlan();
    const counts = new RequestCounts();
    const folder = new StoreFolder(settings.dataDir);
    const server = openServer(settings, { folder, settings, faults, counts, onError });
    const port = await listen(server, settings.port, settings.host);
    const host = settings.host === '::1' ? '[::1]' : settings.host;
    return {
      url: `${settings.tls === undefined ? 'http' : 'https'}://${host}:${port}`,
      port,
      region: settings.region,
      faults: faultControl(settings, faults, counts),
      close: async () => {
        await stop(server);
        folder.close();
        await letGo();
      },
    };
  } catch (error) {
    await letGo();
    throw error;
  }
}
