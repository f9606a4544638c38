/** What became of one of several things that were done together. */
export type Outcome<Result> = { ok: true; result: Result } | { ok: false; error: unknown };

/**
 * Does things together that come at the same time: what comes while others are being done waits for them, and is then done in one go
 * with all that has come meanwhile. What comes alone is done at once.
 * @param most so many in one go
 * @param work gives the outcomes in the order of the items; when it fails as a whole, each is done by itself, so that one cannot
 *   spoil the others
 * @param mayBeDone whether such a failure leaves open what has been done: nothing is done again then
 */
export function gather<Item, Result>(
  most: number,
  work: (items: readonly Item[]) => Promise<readonly Outcome<Result>[]>,
  mayBeDone: (error: unknown) => boolean = () => false,
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    settle(outcome: Outcome<Result>): void;
  }
  let waiting: Waiting[] = [];
  let isWorking = false;

  const doTogether = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const outcomes = await work(batch.map(({ item }) => item));
      for (const [index, { settle }] of batch.entries())
        settle(outcomes[index] ?? { ok: false, error: new Error('one of several was left out') });
    } catch (error) {
      if (batch.length === 1 || mayBeDone(error)) for (const { settle } of batch) settle({ ok: false, error });
      else for (const one of batch) await doTogether([one]);
    }
  };
  const goOn = async (): Promise<void> => {
    isWorking = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(batch.length);
      await doTogether(batch);
    }
    isWorking = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      const settle = (outcome: Outcome<Result>) => (outcome.ok ? resolve(outcome.result) : reject(outcome.error));
      waiting.push({ item, settle });
      if (!isWorking) void goOn();
    });
}
