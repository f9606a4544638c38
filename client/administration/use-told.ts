import { designer } from '../state/designer.ts';
import { useChange } from './use-administration.ts';

/** Does something and says what came of it. */
export function useTold(): (done: string, failed: string, change: () => Promise<unknown>) => void {
  const { mutate } = useChange();
  return (done, failed, change) => {
    const { notify } = designer.getState();
    mutate(change, {
      onSuccess: () => notify({ tone: 'success', title: done }),
      onError: (error) => notify({ tone: 'error', title: failed, text: error.message }),
    });
  };
}
