import { z } from 'zod';
import type { ResolvedConnection } from '../../../shared/connector.ts';
import type { ProxyState } from '../../../shared/proxy/proxy-settings.ts';
import { ConnectorError } from '../../../shared/runs/connector-error.ts';
import { DEFAULT_REGION } from '../regions.ts';
import { noProxyNow } from './wire/proxy/no-proxy-now.ts';
import type { Credentials } from './wire/sign.ts';

/** A connection's settings, checked. */
export interface S3Connection {
  readonly name: string;
  /** `chain`: the agent's default AWS credentials chain. */
  readonly credentials: Credentials | 'chain';
  readonly region: string;
  readonly endpoint: URL | undefined;
  readonly pathStyle: boolean;
  readonly maximumAttempts: number;
  /** In milliseconds. */
  readonly requestTimeout: number;
  /** The agent's proxy as it is now: all goes through it. Absent: nothing does. */
  readonly proxy?: () => ProxyState;
}

const trimmed = z.string().trim();
/** Stands in a header as it is. */
const headerText = trimmed.regex(/^[\x21-\x7e]*$/);

const ConnectionSettings = z.object({
  accessKeyId: headerText.default(''),
  secretAccessKey: trimmed.default(''),
  sessionToken: headerText.default(''),
  credentials: z.enum(['keys', 'chain']).default('keys'),
  region: trimmed.min(1).default(DEFAULT_REGION),
  useProxy: z.boolean().default(false),
  endpointUrl: trimmed.default(''),
  forcePathStyle: z.boolean().default(false),
  maximumAttempts: z.number().int().min(1).max(20).default(5),
  requestTimeout: z.number().min(1).max(3600).default(60),
});

const known = new WeakMap<ResolvedConnection, S3Connection>();

/** Checks a connection's settings, once for one object. @throws {ConnectorError} `connection-invalid`, `proxy-not-configured` */
export function parseConnection(connection: ResolvedConnection): S3Connection {
  const before = known.get(connection);
  if (before) return before;
  const parsed = parse(connection);
  known.set(connection, parsed);
  return parsed;
}

function parse(connection: ResolvedConnection): S3Connection {
  const parsed = ConnectionSettings.safeParse(connection.settings);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw invalid(connection.name, `its setting "${field}" has a wrong value`);
  }
  const settings = parsed.data;
  const proxy = settings.useProxy ? proxyOf(connection) : undefined;
  if (settings.credentials === 'keys' && (settings.accessKeyId === '' || settings.secretAccessKey === ''))
    throw invalid(
      connection.name,
      settings.accessKeyId === '' ? 'it has no Access Key ID' : 'it has no Secret Access Key',
    );
  return {
    name: connection.name,
    credentials:
      settings.credentials === 'chain'
        ? 'chain'
        : {
            accessKeyId: settings.accessKeyId,
            secretAccessKey: settings.secretAccessKey,
            sessionToken: settings.sessionToken === '' ? undefined : settings.sessionToken,
          },
    region: settings.region,
    endpoint: settings.endpointUrl === '' ? undefined : endpointOf(connection.name, settings.endpointUrl),
    pathStyle: settings.forcePathStyle,
    maximumAttempts: settings.maximumAttempts,
    requestTimeout: settings.requestTimeout * 1000,
    ...(proxy ? { proxy } : {}),
  };
}

function proxyOf({ name, proxy }: ResolvedConnection): () => ProxyState {
  const kind = proxy?.().kind ?? 'none';
  if (!proxy || kind !== 'set') throw noProxyNow(kind === 'set' ? 'none' : kind, name);
  return proxy;
}

function endpointOf(name: string, url: string): URL {
  const endpoint = URL.canParse(url) ? new URL(url) : undefined;
  if (!endpoint || !/^https?:$/.test(endpoint.protocol) || endpoint.username !== '' || endpoint.search !== '')
    throw invalid(name, 'its Endpoint URL is not an address such as https://storage.example.com');
  return endpoint;
}

/** Whether it is plain HTTP: nothing but checksums tells whether bytes were damaged on the way. */
export function isPlain({ endpoint }: S3Connection): boolean {
  return endpoint?.protocol === 'http:';
}

function invalid(name: string, what: string): ConnectorError {
  return new ConnectorError({
    code: 'connection-invalid',
    message: `The connection "${name}" cannot be used: ${what}.`,
    todo: 'Open the connection and mend the field.',
  });
}
