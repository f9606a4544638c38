import type { AuditEntry } from '../../../shared/api/audit.ts';
import { browserOf } from '../../../shared/api/client-id.ts';

/** Who did something, and by which way. */
export interface Doer {
  name: string;
  /** `''` when there is nothing to add. */
  way: string;
}

/** Who did what an entry tells; `browser` is this one. */
export function doerOf({ name, via, accessKey, clientId, personId }: AuditEntry['who'], browser: string): Doer {
  if (via === 'command') return { name: name ?? 'A command', way: 'on the server’s machine' };
  if (personId === null)
    return { name: name === null ? 'Not signed in' : `“${name}”`, way: programOf(clientId, browser) };
  return { name: name ?? personId, way: via === 'access-key' ? `with the access key ${accessKey ?? ''}`.trim() : '' };
}

function programOf(clientId: string | null, browser: string): string {
  if (clientId === null) return '';
  const sender = browserOf(clientId);
  if (sender === browser) return 'this browser';
  return sender.startsWith('brw_') || sender.startsWith('page_') ? 'another browser' : sender;
}
