import { Agent } from 'node:https';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { EndpointOptions } from '../../connectors/amazon-s3/executor/endpoints.ts';
import { quick, type TestExecutor } from '../../connectors/amazon-s3/executor/test-support/run-step.ts';
import { selfSigned } from '../../connectors/amazon-s3/executor/test-support/self-signed.ts';
import {
  KEY_ID,
  SECRET,
  type TestStore,
  testStore,
} from '../../connectors/amazon-s3/executor/test-support/test-store.ts';
import type { ResolvedConnection, ResolvedSettings } from '../../shared/connector.ts';
import type { ProxySettings, ProxyState } from '../../shared/proxy/proxy-settings.ts';
import { type Store, startStore } from '../../store/start-store.ts';
import { temporaryFolder } from '../product/reap.ts';
import { type Gate, openGate } from './gate.ts';
import type { ProxyOptions, RealProxy } from './real-proxy.ts';

export type StartProxy = (options: ProxyOptions) => Promise<RealProxy>;

/** Two storages, one with TLS, that only the proxy may reach, and the proxy. */
export interface ProxyWorld {
  proxy: RealProxy;
  plain: { store: TestStore; gate: Gate; url: string };
  secure: { store: Store; gate: Gate; url: string };
  executor: TestExecutor;
  /** A connection with **Use Proxy Settings**, unless said. */
  connection(url: string, settings?: ResolvedSettings, proxy?: Partial<ProxySettings>): ResolvedConnection;
  close(): Promise<void>;
}

const MiB = 1024 ** 2;

export async function startProxyWorld(
  start: StartProxy,
  { asks = false, tunnels = true, more = {} }: { asks?: boolean; tunnels?: boolean; more?: EndpointOptions } = {},
): Promise<ProxyWorld> {
  const store = await testStore();
  const tls = await secureStore();
  const gate = await openGate(store.store.port);
  const secureGate = await openGate(tls.port);
  const proxy = await start({ tunnels: tunnels ? [gate.port, secureGate.port] : [secureGate.port], asks });
  const executor = quick({ ca: selfSigned.cert, partLimits: { largest: 8 * MiB, part: 8 * MiB }, ...more });
  return {
    proxy,
    plain: { store, gate, url: `http://127.0.0.1:${gate.port}` },
    secure: { store: tls, gate: secureGate, url: `https://127.0.0.1:${secureGate.port}` },
    executor,
    connection: (url, settings = {}, given = {}) => {
      const known = { host: '127.0.0.1', port: proxy.port, userName: '', password: '', noProxy: [], ...given };
      const state: ProxyState = { kind: 'set', settings: known };
      return { ...store.connection({ endpointUrl: url, useProxy: true, ...settings }), proxy: () => state };
    },
    close: async () => {
      executor.close();
      await proxy.kill();
      for (const one of [gate, secureGate]) await one.close();
      await tls.close();
      await store.stop();
    },
  };
}

async function secureStore(): Promise<Store> {
  const credentials = [{ accessKeyId: KEY_ID, secretAccessKey: SECRET }];
  const store = await startStore({ dataDir: temporaryFolder(), credentials, tls: selfSigned, faults: true });
  const client = new S3Client({
    endpoint: store.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: KEY_ID, secretAccessKey: SECRET },
    requestHandler: { httpsAgent: new Agent({ ca: selfSigned.cert }) },
  });
  await client.send(new CreateBucketCommand({ Bucket: 'data' }));
  client.destroy();
  return store;
}
