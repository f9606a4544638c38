import { formsOf, REDACTED, SHORTEST_REDACTED } from '../../shared/variables/redact.ts';

/** Blots out values in bytes, wherever they stand: as UTF-8 and as UTF-16, as they are and encoded for URLs or within JSON. */
export interface ByteRedactor {
  redact(bytes: Buffer): Buffer;
}

export function byteRedactor(values: Iterable<string>): ByteRedactor {
  const forms = [...new Set(values)]
    .filter((value) => value.length >= SHORTEST_REDACTED)
    .flatMap(formsOf)
    // A record's text may hold JSON itself.
    .flatMap((form) => [form, JSON.stringify(form).slice(1, -1)]);
  // Latin 1 has one character for each byte: texts are searched much faster than buffers, and every byte comes back.
  const needles = new Set(
    forms
      .flatMap((form) => [Buffer.from(form, 'utf8'), Buffer.from(form, 'utf16le')])
      .map((one) => one.toString('latin1')),
  );
  const sorted = [...needles].sort((a, b) => b.length - a.length);
  const blot = Buffer.from(REDACTED, 'utf8').toString('latin1');
  return {
    redact: (bytes) => {
      const text = bytes.toString('latin1');
      const next = sorted.reduce((all, needle) => all.replaceAll(needle, blot), text);
      return next === text ? bytes : Buffer.from(next, 'latin1');
    },
  };
}
