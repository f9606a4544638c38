// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * A text without what would steer a terminal: names and messages come from elsewhere. Line breaks and tabs stay. JSON, which a
 * program may read, says the same as before: there each of them can be written by its number.
 */
export function printable(text: string, isJson = false): string {
  return text.replaceAll(CONTROL, (sign) => (isJson ? escaped(sign) : '\ufffd'));
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
