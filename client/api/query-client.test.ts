import { MutationObserver, onlineManager } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { unreachable } from './api-error.ts';
import { queryClient } from './query-client.ts';

/** The browser says that this computer has no network: a server on the same machine is there all the same. */
beforeEach(() => onlineManager.setOnline(false));
afterEach(() => {
  queryClient.clear();
  onlineManager.setOnline(true);
});

test('without a network the server is asked all the same', async () => {
  const queryFn = vi.fn(async () => 'there');
  void queryClient.fetchQuery({ queryKey: ['asked'], queryFn });
  await vi.waitFor(() => expect(queryClient.getQueryData(['asked'])).toBe('there'));
});

test('what can’t be done without a network fails at once, and is not done later, unasked', async () => {
  const mutationFn = vi.fn(async () => {
    throw unreachable();
  });
  const change = new MutationObserver<unknown, Error>(queryClient, { mutationFn });
  change.mutate().catch(() => {});
  await vi.waitFor(() => expect(change.getCurrentResult().status).toBe('error'));
  onlineManager.setOnline(true);
  await queryClient.resumePausedMutations();
  expect(mutationFn).toHaveBeenCalledTimes(1);
});
