import { browserOf } from '../../shared/api/client-id.ts';

/** Who did something, as far as it is known without accounts; `browser` is this one. */
export function whoOf(clientId: string | null, browser: string): string {
  if (clientId === null) return 'Through the API';
  const sender = browserOf(clientId);
  if (sender === browser) return 'You';
  if (sender.startsWith('brw_')) return 'Another browser';
  // From before browsers had names of their own.
  if (sender.startsWith('page_')) return 'A browser';
  return sender;
}
