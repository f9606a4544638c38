/** Why the program can't do what it was asked, for a person, and with which exit code it ends. */
export class Failure extends Error {
  readonly exitCode: number;
  readonly todo: string;

  constructor(exitCode: number, message: string, todo = '') {
    super(message);
    this.exitCode = exitCode;
    this.todo = todo;
  }
}
