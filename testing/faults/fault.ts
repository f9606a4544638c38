/** What a fault proxy does to one exchange. Offsets are in bytes, from the begin of what goes that way, head included. */
export type Fault =
  | { kind: 'none' }
  /** The connection breaks: `up` while the request is sent, `down` while the answer comes. */
  | { kind: 'reset'; way: Way; after: number }
  /** Nothing more passes, and the connection stays. */
  | { kind: 'stall'; way: Way; after: number }
  /** The answer ends early, whatever its head says. */
  | { kind: 'truncate'; after: number }
  /** One bit of a body, if it is so long. */
  | { kind: 'flip'; way: Way; at: number }
  /** Before the first byte of the answer. */
  | { kind: 'slow'; ms: number }
  /** Instead of the storage. */
  | { kind: 'status'; status: 500 | 503 }
  /** A header of the answer comes twice. */
  | { kind: 'duplicate'; header: 'content-length' | 'etag'; differs: boolean };

export type Way = 'up' | 'down';

/** From a byte to about 16 MiB, each order of magnitude as likely as the others. */
const LARGEST_POWER = 24;

/** A fault for one exchange, by chance. @param rate how likely there is one, from 0 to 1 */
export function randomFault(random: () => number, rate: number): Fault {
  if (random() >= rate) return { kind: 'none' };
  const after = Math.floor(2 ** (random() * LARGEST_POWER)) - 1;
  const way: Way = random() < 0.5 ? 'up' : 'down';
  const kinds: readonly Fault[] = [
    { kind: 'reset', way, after },
    { kind: 'reset', way, after },
    { kind: 'stall', way, after },
    { kind: 'truncate', after },
    { kind: 'flip', way, at: after },
    { kind: 'flip', way, at: after },
    { kind: 'slow', ms: Math.floor(random() * 100) },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
    { kind: 'duplicate', header: random() < 0.5 ? 'content-length' : 'etag', differs: random() < 0.5 },
  ];
  return kinds[Math.floor(random() * kinds.length)] ?? { kind: 'none' };
}
