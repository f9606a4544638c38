import { browserOf } from '../../shared/api/client-id.ts';

/** What is told of who did something. */
interface Told {
  clientId: string | null;
  /** The name of the person; absent where nobody was signed in. */
  who?: string | undefined;
}

/** Who did something: the person, or as far as it is known without one; `browser` is this one. */
export function whoOf({ clientId, who }: Told, browser: string): string {
  if (who !== undefined) return who;
  if (clientId === null) return 'Through the API';
  const sender = browserOf(clientId);
  if (sender === browser) return 'You';
  if (sender.startsWith('brw_')) return 'Another browser';
  // From before browsers had names of their own.
  if (sender.startsWith('page_')) return 'A browser';
  return sender;
}
