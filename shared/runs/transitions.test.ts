import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EndState, hasEnded, RunState } from './run.ts';
import { nextState, type RunEvent } from './transitions.ts';

const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  fc.constantFrom<RunEvent>({ kind: 'taken' }, { kind: 'reported' }, { kind: 'cancel' }, { kind: 'undeliverable' }),
  fc.constantFrom(...EndState.options).map((state): RunEvent => ({ kind: 'ended', state })),
  fc.boolean().map((again): RunEvent => ({ kind: 'lost', again })),
);

function follow(events: readonly RunEvent[]): RunState[] {
  const states: RunState[] = ['Submitted'];
  let state: RunState = 'Submitted';
  for (const event of events) {
    state = nextState(state, event) ?? state;
    states.push(state);
  }
  return states;
}

test('a run that has ended stays as it ended', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const states = follow(events);
      const end = states.findIndex((state) => hasEnded(state));
      if (end >= 0) expect(new Set(states.slice(end)).size).toBe(1);
    }),
  );
});

test('a cancel that was accepted ends the run, or the agent had ended it already: it never goes back to the queue', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const states = follow([...events, { kind: 'cancel' }]);
      const after = states.at(-1);
      expect(after === 'Cancel requested' || (after !== undefined && hasEnded(after))).toBe(true);
      for (const again of [true, false]) {
        const lost = nextState('Cancel requested', { kind: 'lost', again });
        expect(lost).toBe('Canceled');
      }
    }),
  );
});

test('only an agent that took the run can make it progress or succeed', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const states = follow(events);
      for (const [index, state] of states.entries()) {
        if (state !== 'Running' && !state.startsWith('Success')) continue;
        expect(states.slice(0, index)).toContain('Received');
      }
    }),
  );
});

test('every run can still end, from every state', () => {
  for (const state of RunState.options.filter((one) => !hasEnded(one))) {
    const taken = nextState(state, { kind: 'taken' }) ?? state;
    const end = nextState(taken, { kind: 'ended', state: 'Success' });
    expect(end).toBe('Success');
  }
});
