/**
 * A small language of regular expressions over step symbols, matched by Brzozowski derivatives ("Derivatives of Regular
 * Expressions", J. ACM 11, 1964), so that a mismatch can say at which step it happens and what would fit there.
 */
export type Expression<S extends string> =
  | { kind: 'nothing' }
  | { kind: 'empty' }
  | { kind: 'symbol'; symbol: S }
  | { kind: 'sequence'; first: Expression<S>; rest: Expression<S> }
  | { kind: 'either'; left: Expression<S>; right: Expression<S> }
  | { kind: 'any'; of: Expression<S> };

const NOTHING = { kind: 'nothing' } as const;
const EMPTY = { kind: 'empty' } as const;

export function symbol<S extends string>(name: S): Expression<S> {
  return { kind: 'symbol', symbol: name };
}

/** The parts one after another. */
export function sequence<S extends string>(...parts: Expression<S>[]): Expression<S> {
  return parts.reduceRight<Expression<S>>((rest, first) => join(first, rest), EMPTY);
}

/** Any one of the alternatives. */
export function either<S extends string>(...alternatives: Expression<S>[]): Expression<S> {
  return alternatives.reduce<Expression<S>>(union, NOTHING);
}

/** Any number of times, also none. */
export function any<S extends string>(of: Expression<S>): Expression<S> {
  return { kind: 'any', of };
}

export function optional<S extends string>(of: Expression<S>): Expression<S> {
  return union(EMPTY, of);
}

function join<S extends string>(first: Expression<S>, rest: Expression<S>): Expression<S> {
  if (first.kind === 'nothing' || rest.kind === 'nothing') return NOTHING;
  if (first.kind === 'empty') return rest;
  return rest.kind === 'empty' ? first : { kind: 'sequence', first, rest };
}

function union<S extends string>(left: Expression<S>, right: Expression<S>): Expression<S> {
  if (left.kind === 'nothing') return right;
  return right.kind === 'nothing' ? left : { kind: 'either', left, right };
}

/** Whether the expression matches the empty row. */
export function matchesEmpty<S extends string>(expression: Expression<S>): boolean {
  switch (expression.kind) {
    case 'nothing':
    case 'symbol':
      return false;
    case 'empty':
    case 'any':
      return true;
    case 'sequence':
      return matchesEmpty(expression.first) && matchesEmpty(expression.rest);
    case 'either':
      return matchesEmpty(expression.left) || matchesEmpty(expression.right);
  }
}

/** What may still follow after `next`. */
export function derivative<S extends string>(expression: Expression<S>, next: S): Expression<S> {
  switch (expression.kind) {
    case 'nothing':
    case 'empty':
      return NOTHING;
    case 'symbol':
      return expression.symbol === next ? EMPTY : NOTHING;
    case 'sequence': {
      const afterFirst = join(derivative(expression.first, next), expression.rest);
      return matchesEmpty(expression.first) ? union(afterFirst, derivative(expression.rest, next)) : afterFirst;
    }
    case 'either':
      return union(derivative(expression.left, next), derivative(expression.right, next));
    case 'any':
      return join(derivative(expression.of, next), expression);
  }
}

/** The symbols that may come first. */
export function firstSymbols<S extends string>(expression: Expression<S>): Set<S> {
  switch (expression.kind) {
    case 'nothing':
    case 'empty':
      return new Set();
    case 'symbol':
      return new Set([expression.symbol]);
    case 'sequence': {
      const first = firstSymbols(expression.first);
      return matchesEmpty(expression.first) ? first.union(firstSymbols(expression.rest)) : first;
    }
    case 'either':
      return firstSymbols(expression.left).union(firstSymbols(expression.right));
    case 'any':
      return firstSymbols(expression.of);
  }
}

export type Match<S extends string> =
  | { ok: true }
  /** The step at `index` does not fit (or, when `index` is the row's length, the row ends too early); `fitting` would. */
  | { ok: false; index: number; fitting: S[] };

/** Matches a row of symbols against the expression. */
export function match<S extends string>(expression: Expression<S>, row: readonly S[]): Match<S> {
  let rest = expression;
  for (const [index, next] of row.entries()) {
    const after = derivative(rest, next);
    if (after.kind === 'nothing') return { ok: false, index, fitting: [...firstSymbols(rest)] };
    rest = after;
  }
  return matchesEmpty(rest) ? { ok: true } : { ok: false, index: row.length, fitting: [...firstSymbols(rest)] };
}
