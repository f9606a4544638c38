import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { type TrustedProxies, trustedProxies } from '../http/address.ts';
import { defaultDataDir, type Machine } from './data-dir.ts';
import { StartupError } from './startup-error.ts';

/** How the product was asked to run: by environment variables and flags, checked. */
export type Settings = {
  /** `PORT`; 0 takes any free one. */
  port: number;
  /** `HOST`: the address to listen on. */
  host: string;
  /** `SLUICE_DATA_DIR`: the folder that holds everything, as an absolute path. */
  dataDir: string;
  /** `DATABASE_URL`: a PostgreSQL instead of the embedded one. */
  databaseUrl: string | undefined;
  /** `SLUICE_SECRET_KEY`: the 32 bytes that stored secrets are encrypted with, instead of those in the data folder. */
  secretKey: Buffer | undefined;
  /** `SLUICE_ALLOWED_HOSTS`: more names under which the server may be called, e.g. that of a proxy in front of it. */
  allowedHosts?: readonly string[];
  /** `SLUICE_TRUSTED_PROXIES`: those in front of the server, whose `X-Forwarded-For` counts. */
  trustedProxies?: TrustedProxies;
  /** `SLUICE_LOG_LEVEL`. */
  logLevel?: LogLevel;
  /** `SLUICE_LOG_DAYS`: for how many days runs and their logs are kept after their end. */
  logDays?: number;
  /** `SLUICE_AGENT_REGISTRATION_TOKEN`, `SLUICE_AGENT_REGISTRATION_GROUP`: the token that any number of agents may register with. */
  agentRegistration?: { token: string; group: string | undefined };
  /** `SLUICE_LOCAL_AGENT`: `false` where the server keeps no agent of its own. */
  localAgent?: boolean;
  /** Whether a first start makes the sample project: not with `--no-sample`. */
  sample: boolean;
  /** `--new-access-token`: forget the access token and make another one. */
  newAccessToken?: boolean;
  /** `--help`: only say how it is used. */
  help?: boolean;
};

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export const defaultPort = 7460;

/** What `--help` shows. */
export const usage = `Usage: npm start -- [options]

  --no-sample          leave out the sample project
  --new-access-token   make a new access token; the one before is worth nothing any more
  --help               show this

Environment: PORT (${defaultPort}), HOST (127.0.0.1), SLUICE_DATA_DIR, DATABASE_URL, SLUICE_SECRET_KEY,
SLUICE_ALLOWED_HOSTS, SLUICE_TRUSTED_PROXIES, SLUICE_LOG_LEVEL, SLUICE_LOG_DAYS (30), SLUICE_LOCAL_AGENT (true),
SLUICE_AGENT_REGISTRATION_TOKEN, SLUICE_AGENT_REGISTRATION_GROUP.`;

const flags = ['--no-sample', '--new-access-token', '--help'];

/**
 * Reads the settings of this start. An empty variable is one that is not set.
 * @throws StartupError `setting-invalid`, naming all that is wrong, and never showing a secret.
 */
export function readSettings(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  machine: Machine = thisMachine(),
): Settings {
  const problems: string[] = [];
  const given = (name: string) => env[name]?.trim() || undefined;
  const read = <Value>(name: string, parse: (text: string) => Value | null, rule: (text: string) => string) => {
    const text = given(name);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === null) problems.push(rule(text));
    return value ?? undefined;
  };
  const settings: Settings = {
    port: read('PORT', toPort, (text) => `PORT must be a number from 0 to 65535, not "${text}".`) ?? defaultPort,
    host: read('HOST', toHost, (text) => `HOST must be an address or a host name, not "${text}".`) ?? '127.0.0.1',
    dataDir: resolve(given('SLUICE_DATA_DIR') ?? defaultDataDir(env, machine)),
    databaseUrl: read('DATABASE_URL', toDatabaseUrl, () => databaseUrlRule),
    secretKey: read('SLUICE_SECRET_KEY', toSecretKey, () => secretKeyRule),
    sample: !args.includes('--no-sample'),
  };
  const allowedHosts = read('SLUICE_ALLOWED_HOSTS', toHosts, () => allowedHostsRule);
  const proxies = read('SLUICE_TRUSTED_PROXIES', toProxies, () => trustedProxiesRule);
  const logLevel = read('SLUICE_LOG_LEVEL', toLogLevel, () => `SLUICE_LOG_LEVEL must be ${logLevels.join(', ')}.`);
  const logDays = read('SLUICE_LOG_DAYS', toDays, (text) => `SLUICE_LOG_DAYS must be 1 to 3650 days, not "${text}".`);
  const localAgent = read(
    'SLUICE_LOCAL_AGENT',
    toBoolean,
    (text) => `SLUICE_LOCAL_AGENT must be true or false, not "${text}".`,
  );
  const registrationToken = read('SLUICE_AGENT_REGISTRATION_TOKEN', toToken, () => registrationTokenRule);
  const unknown = args.filter((argument) => !flags.includes(argument));
  if (unknown.length > 0) problems.push(`The option ${unknown.join(', ')} is not known; --help lists those that are.`);
  if (problems.length > 0) throw new StartupError('setting-invalid', problems.join(' ').replaceAll(/\s+/g, ' '));
  return {
    ...settings,
    ...(allowedHosts === undefined ? {} : { allowedHosts }),
    ...(proxies === undefined ? {} : { trustedProxies: proxies }),
    ...(logLevel === undefined ? {} : { logLevel }),
    ...(logDays === undefined ? {} : { logDays }),
    ...(localAgent === undefined ? {} : { localAgent }),
    ...(registrationToken === undefined
      ? {}
      : { agentRegistration: { token: registrationToken, group: given('SLUICE_AGENT_REGISTRATION_GROUP') } }),
    ...(args.includes('--new-access-token') ? { newAccessToken: true } : {}),
    ...(args.includes('--help') ? { help: true } : {}),
  };
}

const databaseUrlRule = 'DATABASE_URL must look like postgres://user:password@host:5432/database.';
const secretKeyRule =
  'SLUICE_SECRET_KEY must be 32 bytes, as 64 hexadecimal digits or in base64; "openssl rand -base64 32" makes one.';
const registrationTokenRule =
  'SLUICE_AGENT_REGISTRATION_TOKEN must be at least 32 characters without spaces; "openssl rand -hex 32" makes one.';
const trustedProxiesRule =
  'SLUICE_TRUSTED_PROXIES must be IP addresses or networks such as 10.0.0.0/8, separated by commas.';
const allowedHostsRule = 'SLUICE_ALLOWED_HOSTS must be host names, separated by commas.';

function toPort(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

function toHost(text: string): string | null {
  return /^[A-Za-z0-9._:%-]+$/.test(text) ? text : null;
}

function toHosts(text: string): string[] | null {
  const hosts = text.split(',').map((host) => host.trim());
  return hosts.every((host) => toHost(host) !== null) ? hosts : null;
}

function toProxies(text: string): TrustedProxies | null {
  return trustedProxies(text.split(',').map((network) => network.trim()));
}

function toDatabaseUrl(text: string): string | null {
  return /^postgres(ql)?:\/\/\S/.test(text) && URL.canParse(text) ? text : null;
}

/** 32 bytes, as 64 hexadecimal digits or in base64. */
export function toSecretKey(text: string): Buffer | null {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return null;
  const bytes = Buffer.from(trimmed, 'base64');
  return bytes.length === 32 ? bytes : null;
}

function toDays(text: string): number | null {
  return /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3650 ? Number(text) : null;
}

function toBoolean(text: string): boolean | null {
  return text === 'true' || text === 'false' ? text === 'true' : null;
}

/** As long as an attacker can't guess; letters and signs that go into any header and any shell. */
function toToken(text: string): string | null {
  return /^[A-Za-z0-9._~+/=-]{32,256}$/.test(text) ? text : null;
}

function toLogLevel(text: string): LogLevel | null {
  return logLevels.find((level) => level === text) ?? null;
}

function thisMachine(): Machine {
  return { platform: process.platform, home: homedir(), isRoot: process.geteuid?.() === 0 };
}
