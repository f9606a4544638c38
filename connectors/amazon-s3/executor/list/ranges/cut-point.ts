import { Alphabets, rankIn } from './alphabet.ts';
import { compareKeys } from './key-order.ts';
import type { Sample } from './sample.ts';

/** A stretch of the key space that is still to be listed. */
export interface Stretch {
  /** It begins behind this. */
  readonly from: string;
  /** Undefined: no end is known. */
  readonly until: string | undefined;
  /** How close keys are to one another, here or nearby. */
  readonly sample: Sample;
  /** All keys begin with it. */
  readonly prefix: string;
}

/** In bytes of UTF-8; S3 has no longer keys. */
const LONGEST_KEY = 1024;
/** Ends that are guessed too far are guessed nearer, so often. */
const GUESSES = 4;

/**
 * How many keys there may be between the beginning of a stretch and a place behind it, when all of them are as close as those of the
 * sample: keys are read as numbers, whose digits are the characters that stand at each place.
 */
export function keysBetween(stretch: Stretch, to: string | undefined): number {
  if (to === undefined) return Number.POSITIVE_INFINITY;
  const alphabets = new Alphabets(stretch.sample.some);
  const { from } = stretch;
  const scale = scaleOf(stretch, alphabets);
  const depth = commonLength(from, to);
  let keys = 0;
  let unit = scale.unitAt(depth);
  for (let at = depth; at <= Math.max(depth, scale.depth) + 1; at += 1) {
    const alphabet = alphabets.at(at);
    keys += unit * (rankIn(alphabet, to.charAt(at)) - rankIn(alphabet, from.charAt(at)));
    unit /= alphabets.at(at + 1).length;
  }
  return Math.max(0, keys);
}

/**
 * A place inside of a stretch with about so many keys before it, if keys go on as the sample has them. A guess: there may be
 * none or any number. Undefined when there is no telling.
 */
export function cutPoint(stretch: Stretch, keys: number): string | undefined {
  const alphabets = new Alphabets(stretch.sample.some);
  let wanted = keys;
  for (let guess = 0; guess < GUESSES; guess += 1) {
    const place = ahead(stretch, alphabets, wanted);
    if (place !== undefined && isInside(stretch, place)) return place;
    wanted /= 2;
  }
  return undefined;
}

/** The place of a known folder inside of a stretch with about so many keys before it, when each folder has so many. */
export function folderCut(
  stretch: Stretch,
  folders: readonly string[],
  keys: number,
  keysEach: number,
): string | undefined {
  const inside = folders.filter((folder) => isInside(stretch, folder));
  const wanted = Math.max(0, Math.round(keys / keysEach) - 1);
  const most = stretch.until === undefined ? inside.length - 1 : Math.ceil(inside.length / 2) - 1;
  return inside[Math.min(wanted, Math.max(0, most))];
}

function isInside({ from, until, prefix }: Stretch, place: string): boolean {
  return (
    place.startsWith(prefix) &&
    place.isWellFormed() &&
    Buffer.byteLength(place) <= LONGEST_KEY &&
    compareKeys(place, from) > 0 &&
    (until === undefined || compareKeys(place, until) < 0)
  );
}

/** Counts on from the beginning by so many keys, with a carry, as one counts in digits; undefined when the digits do not suffice. */
function ahead(stretch: Stretch, alphabets: Alphabets, keys: number): string | undefined {
  const { from, prefix } = stretch;
  const scale = scaleOf(stretch, alphabets);
  let carry = Math.max(1, Math.round(keys / scale.unitAt(scale.depth)));
  let tail = '';
  let depth = scale.depth;
  for (; carry > 0; depth -= 1) {
    if (depth < prefix.length) return undefined;
    const alphabet = alphabets.at(depth);
    const digit = rankIn(alphabet, from.charAt(depth)) + carry;
    tail = alphabet.charAt(digit % alphabet.length) + tail;
    carry = Math.floor(digit / alphabet.length);
  }
  return from.length < depth + 1 ? undefined : from.slice(0, depth + 1) + tail;
}

interface Scale {
  /** Where the sample's keys begin to differ. */
  readonly depth: number;
  /** How many keys one step of the character at a place is worth. */
  unitAt(depth: number): number;
}

function scaleOf({ sample }: Stretch, alphabets: Alphabets): Scale {
  const depth = commonLength(sample.first, sample.last);
  const alphabet = alphabets.at(depth);
  const steps = rankIn(alphabet, sample.last.charAt(depth)) - rankIn(alphabet, sample.first.charAt(depth));
  const unit = sample.count / Math.max(1, steps);
  return {
    depth,
    unitAt: (at) => {
      let keys = unit;
      for (let up = depth; up > at; up -= 1) keys *= alphabets.at(up).length;
      for (let down = depth + 1; down <= at; down += 1) keys /= alphabets.at(down).length;
      return keys;
    },
  };
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}
