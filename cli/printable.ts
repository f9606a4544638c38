// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach a terminal
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** A text without what would steer a terminal: names and messages come from elsewhere. Line breaks and tabs stay. */
export function printable(text: string): string {
  return text.replaceAll(CONTROL, '\ufffd');
}
