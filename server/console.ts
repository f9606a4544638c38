/** A line for the person in front of the terminal. The log proper goes to a file. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function sayError(line: string): void {
  process.stderr.write(`${line}\n`);
}

// A terminal or a pipe that is gone must not end the server.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
