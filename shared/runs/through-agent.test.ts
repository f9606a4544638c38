import { expect, test } from 'vitest';
import type { StepProgress } from './run.ts';
import { throughAgent } from './through-agent.ts';

const step: StepProgress = { stepId: 'stp_a', state: 'running', bytes: 900, objects: 1 };
const plan = { way: 'server-side-copy', reason: 'Copied.' } as const;

test('what the storage has copied has not passed through the agent', () => {
  expect(throughAgent({ ...step, copiedBytes: 900 })).toBe(0);
  expect(throughAgent({ ...step, copiedBytes: 600 })).toBe(300);
});

test('while a copy is being made, nothing passes', () => {
  expect(throughAgent({ ...step, bytes: 0, plan })).toBe(0);
});

test('where nothing is copied there is nothing to tell', () => {
  expect(throughAgent(step)).toBeUndefined();
  expect(throughAgent({ ...step, plan: { way: 'stream', reason: 'One read.' } })).toBeUndefined();
});
