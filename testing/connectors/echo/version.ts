/** Tests publish it under other versions too: see `testing/connectors/publish.ts`. */
export const VERSION = '1.0.0';
