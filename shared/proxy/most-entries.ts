/** The most entries of a no-proxy list. */
export const MOST_NO_PROXY = 200;
