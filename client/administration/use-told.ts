import { tellOutcome } from '../state/tell-outcome.ts';
import { useChange } from './use-administration.ts';

/** Does something and says what came of it. */
export function useTold(): (done: string, failed: string, change: () => Promise<unknown>) => void {
  const { mutateAsync } = useChange();
  return (done, failed, change) => tellOutcome(mutateAsync(change), { title: done }, failed);
}
