/** What a page tells of how keys are made, and how close to one another they are. */
export interface Sample {
  readonly first: string;
  readonly last: string;
  readonly count: number;
  /** Some of its keys, the first and the last among them. */
  readonly some: readonly string[];
}

const SOME = 16;

/** The sample of a page with two keys or more. */
export function sampleOf(objects: readonly { readonly key: string }[]): Sample {
  const step = (objects.length - 1) / Math.min(SOME, objects.length - 1);
  const some: string[] = [];
  for (let at = 0; at < objects.length; at += step) some.push(objects[Math.floor(at)]?.key ?? '');
  const [first, last] = [objects[0]?.key ?? '', objects.at(-1)?.key ?? ''];
  return { first, last, count: objects.length, some: [...some, last] };
}
