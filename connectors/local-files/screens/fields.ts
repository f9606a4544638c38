export const SCREEN_TITLE = 'Enter a name and a path';

/** The longest path that is asked for, in characters. */
export const LONGEST_PATH = 4096;
