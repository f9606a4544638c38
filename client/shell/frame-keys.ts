/** Opens the command palette. */
export const PALETTE_KEY = 'Mod+K';
/** Opens the sheet of keys. */
export const SHEET_KEY = '?';
