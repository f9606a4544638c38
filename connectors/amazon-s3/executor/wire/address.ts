import { isIP } from 'node:net';
import { encodeKey } from './uri.ts';

/** Where the storage is and how buckets are addressed there. */
export interface Place {
  /** Absent: Amazon S3 itself. */
  readonly endpoint?: URL | undefined;
  readonly pathStyle: boolean;
}

/** A server to connect to. */
export interface Origin {
  readonly secure: boolean;
  /** Without brackets, also for IPv6. */
  readonly hostname: string;
  readonly port: number;
  /** The value of the Host header: with the port only when it is not the scheme's own. */
  readonly host: string;
}

export interface Address {
  readonly origin: Origin;
  /** Encoded, starting with `/`. */
  readonly path: string;
}

/** Domain names of AWS partitions by the start of their regions' codes; all others are in `amazonaws.com`. */
const SUFFIXES: readonly (readonly [string, string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov'],
];

function awsEndpoint(region: string): URL {
  const suffix = SUFFIXES.find(([start]) => region.startsWith(start))?.[1] ?? 'amazonaws.com';
  return new URL(`https://s3.${region}.${suffix}`);
}

/** A bucket that can be the first label of a host name; one with dots would not match a wildcard certificate. */
const HOST_LABEL = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** The address of a bucket, of an object in it, or (with neither) of the service. */
export function addressOf(place: Place, region: string, bucket?: string, key?: string): Address {
  const { origin, path } = bucketAddress(place, region, bucket);
  return { origin, path: key === undefined ? path : `${path === '/' ? '' : path}/${encodeKey(key)}` };
}

const MOST_KNOWN = 256;
const known = new WeakMap<Place, Map<string, Address>>();

/** The same for every object of a bucket, and the same object each time. */
function bucketAddress(place: Place, region: string, bucket?: string): Address {
  const addresses = known.get(place) ?? new Map<string, Address>();
  const name = bucket === undefined ? region : `${region} ${bucket}`;
  const before = addresses.get(name);
  if (before) return before;
  const address = makeAddress(place, region, bucket);
  if (addresses.size >= MOST_KNOWN) addresses.clear();
  known.set(place, addresses.set(name, address));
  return address;
}

function makeAddress(place: Place, region: string, bucket?: string): Address {
  const base = place.endpoint ?? awsEndpoint(region);
  const secure = base.protocol === 'https:';
  const hostname = base.hostname.replace(/^\[|\]$/g, '');
  const port = base.port === '' ? (secure ? 443 : 80) : Number(base.port);
  const prefix = base.pathname.replace(/\/+$/, '');
  const inHost = bucket !== undefined && !place.pathStyle && isIP(hostname) === 0 && HOST_LABEL.test(bucket);
  const inPath = bucket !== undefined && !inHost ? `/${encodeKey(bucket)}` : '';
  const path = `${prefix}${inPath}`;
  return {
    origin: {
      secure,
      hostname: inHost ? `${bucket}.${hostname}` : hostname,
      port,
      host: inHost ? `${bucket}.${base.host}` : base.host,
    },
    path: path === '' ? '/' : path,
  };
}
