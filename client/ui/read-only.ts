import { createContext, useContext } from 'react';

/**
 * Why what stands in a part of the page can be looked at and not changed: fields there are read-only, and buttons that have no
 * reason of their own give this one. Null where everything can be changed.
 */
export const ReadOnly = createContext<string | null>(null);

export const useReadOnly = (): string | null => useContext(ReadOnly);
