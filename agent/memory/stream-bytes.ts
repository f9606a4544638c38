/** What a stream from a source to a target holds at a time, in bytes: what was read and is not yet written. */
export const STREAM_BYTES = 1024 ** 2;
