import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './api-error.ts';

/**
 * What the server answered, kept while it is shown. Handed to each query instead of coming from a provider: the designer's first
 * load then goes without the library, which only lists use that come later.
 */
export const queryClient = new QueryClient({
  // What the browser says of the network tells nothing of a server on the same machine: whether it is there is found out by asking.
  defaultOptions: {
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (failures, error) => isPassing(error) && failures < 2,
      refetchOnWindowFocus: false,
    },
  },
});
