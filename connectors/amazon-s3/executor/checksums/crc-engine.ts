import { crcTable, type Polynomial } from './crc-table.ts';

/**
 * Reflected CRCs of up to 64 bits, sixteen bytes at a time, in WebAssembly: JavaScript has no integers of 64 bits, and is a quarter as
 * fast. The method is "slicing": M. Kounavis and F. Berry, "A Systematic Approach to Building High Performance Software-Based CRC
 * Generators", 2005. The module is put together here, as it is one function of two loops.
 */

const STRIDE = 16;
/** The module's memory: the table, then the bytes. */
const DATA = STRIDE * 256 * 8;
const PAGE = 64 * 1024;
const PAGES = 2;
const MOST_BYTES = PAGES * PAGE - DATA;

// Opcodes and types: WebAssembly Core Specification 1.0, section 5.
const I32 = 0x7f;
const I64 = 0x7e;
const NO_RESULT = 0x40;
const op = {
  block: [0x02, NO_RESULT],
  loop: [0x03, NO_RESULT],
  end: [0x0b],
  i32Add: [0x6a],
  i32And: [0x71],
  i32AtLeast: [0x4f],
  i32Of64: [0xa7],
  xor: [0x85],
  and: [0x83],
  shiftLeft: [0x86],
  shiftRight: [0x88],
} as const;

/** LEB128 of a number that is not negative, with room for a sign. */
function number(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    const byte = left % 128;
    if (left < 64) return [...bytes, byte];
    bytes.push(byte | 128);
  }
}

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const i32 = (value: number) => [0x41, ...number(value)];
const i64 = (value: number) => [0x42, ...number(value)];
const load = (offset: number) => [0x29, 3, ...number(offset)];
const loadByte = (offset: number) => [0x31, 0, ...number(offset)];
const branch = (depth: number) => [0x0c, depth];
const branchIf = (depth: number) => [0x0d, depth];

// The function's parameters and locals.
const LENGTH = 0;
const CRC = 1;
const AT = 2;
const END = 3;
const FIRST = 4;
const SECOND = 5;

/** The table's entry for byte `index` of a word, which `zeros` bytes follow. */
function entry(word: number, index: number, zeros: number): number[] {
  const shift = index === 0 ? [...i64(3), ...op.shiftLeft] : [...i64(8 * index - 3), ...op.shiftRight];
  return [...get(word), ...shift, ...i64(255 * 8), ...op.and, ...op.i32Of64, ...load(zeros * 256 * 8)];
}

const sixteenEntries = Array.from({ length: STRIDE }, (_, index) => [
  ...entry(index < 8 ? FIRST : SECOND, index % 8, STRIDE - 1 - index),
  ...(index === 0 ? [] : op.xor),
]).flat();

const whileLeft = (step: number, body: readonly number[]) => [
  ...[...op.block, ...op.loop],
  ...[...get(AT), ...get(END), ...op.i32AtLeast, ...branchIf(1)],
  ...body,
  ...[...get(AT), ...i32(step), ...op.i32Add, ...set(AT)],
  ...[...branch(0), ...op.end, ...op.end],
];

const code = [
  // Two locals of 32 and two of 64 bits.
  ...[2, 2, I32, 2, I64],
  ...[...i32(DATA), ...set(AT)],
  // -16: the length without the rest.
  ...[...get(LENGTH), 0x41, 0x70, ...op.i32And, ...i32(DATA), ...op.i32Add, ...set(END)],
  ...whileLeft(STRIDE, [
    ...[...get(AT), ...load(0), ...get(CRC), ...op.xor, ...set(FIRST)],
    ...[...get(AT), ...load(8), ...set(SECOND)],
    ...[...sixteenEntries, ...set(CRC)],
  ]),
  ...[...get(LENGTH), ...i32(DATA), ...op.i32Add, ...set(END)],
  ...whileLeft(1, [
    ...[...get(AT), ...loadByte(0), ...get(CRC), ...op.xor, ...set(FIRST)],
    ...[...entry(FIRST, 0, 0), ...get(CRC), ...i64(8), ...op.shiftRight, ...op.xor, ...set(CRC)],
  ]),
  ...[...get(CRC), ...op.end],
];

const section = (id: number, content: readonly number[]) => [id, ...number(content.length), ...content];
const named = (name: string, kind: number) => [1, name.charCodeAt(0), kind, 0];

const program = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 2, I32, I64, 1, I64]),
  ...section(3, [1, 0]),
  ...section(5, [1, 0, PAGES]),
  ...section(7, [2, ...named('m', 2), ...named('f', 0)]),
  ...section(10, [1, ...number(code.length), ...code]),
]);

let compiled: WebAssembly.Module | undefined;

/** Computes CRCs with one polynomial. Several may be under way at a time: what is remembered of each is its value so far. */
export class CrcEngine {
  readonly #bytes: Uint8Array;
  readonly #run: (length: number, crc: bigint) => bigint;

  constructor(polynomial: Polynomial) {
    compiled ??= new WebAssembly.Module(program);
    const { m: memory, f: run } = new WebAssembly.Instance(compiled).exports;
    if (!(memory instanceof WebAssembly.Memory) || typeof run !== 'function') throw new TypeError('no CRC engine');
    new BigUint64Array(memory.buffer, 0, STRIDE * 256).set(crcTable(polynomial, STRIDE));
    this.#bytes = new Uint8Array(memory.buffer, DATA);
    this.#run = (length, crc) => BigInt(run(length, crc));
  }

  /** The CRC, without what is done to it at the start and the end, once the chunk is added to it. */
  add(crc: bigint, chunk: Uint8Array): bigint {
    let value = crc;
    for (let at = 0; at < chunk.length; at += MOST_BYTES) {
      const part = chunk.subarray(at, at + MOST_BYTES);
      this.#bytes.set(part);
      value = this.#run(part.length, value);
    }
    return value;
  }
}
