import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './api-error.ts';

/**
 * What the server answered, kept while it is shown. Handed to each query instead of coming from a provider: the designer's first
 * load then goes without the library, which only lists use that come later.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => isPassing(error) && failures < 2,
      refetchOnWindowFocus: false,
    },
  },
});
