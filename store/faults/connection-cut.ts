/** Thrown to have the connection cut without a further word. */
export class ConnectionCut extends Error {
  constructor() {
    super('the connection is cut, as a fault rule asks');
    this.name = 'ConnectionCut';
  }
}
