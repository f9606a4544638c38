/**
 * Keeps a few things that come and go thousands of times a second, each under a small number. A map or a set would make ever new tables for
 * that, of which the old ones refer to the new ones and to what stood in them: to the garbage collector all of it looks to be in use still.
 */
export class Slots<Thing extends object> {
  private readonly things: (Thing | undefined)[] = [];
  private readonly free: number[] = [];

  /** How many there are. */
  get size(): number {
    return this.things.length - this.free.length;
  }

  /** Gives the number by which it can be taken out. */
  put(thing: Thing): number {
    const slot = this.free.pop() ?? this.things.length;
    this.things[slot] = thing;
    return slot;
  }

  /** Takes it out; undefined when it is out already. */
  take(slot: number): Thing | undefined {
    const thing = this.things[slot];
    if (thing === undefined) return undefined;
    this.things[slot] = undefined;
    this.free.push(slot);
    return thing;
  }

  all(): Thing[] {
    return this.things.filter((thing) => thing !== undefined);
  }
}
