import { expect, test } from 'vitest';
import { killRounds } from './kill-rounds.ts';

const rounds = Number(process.env.SLUICE_KILL_ROUNDS ?? 20);
const seed = Number(process.env.SLUICE_KILL_SEED ?? Date.now() % 1_000_000);

test(`${rounds} kills of agent, server, PostgreSQL or all three lose nothing that was acknowledged (seed ${seed})`, {
  timeout: 180_000 + rounds * 15_000,
}, async () => {
  const outcome = await killRounds(rounds, seed, (line) => console.log(line));
  const { kills, inTransfer, edits, runs, retaken, failures } = outcome;
  console.log({ seed, kills, inTransfer, edits, runs, retaken, failures });
  expect(outcome.missingEdits).toEqual([]);
  expect(outcome.missingRuns).toEqual([]);
  expect(outcome.failedRuns).toEqual([]);
  expect(outcome.wrongEffects).toEqual([]);
  expect(outcome.leftovers).toEqual([]);
  expect(outcome.exitCode).toBe(0);
  expect(edits).toBeGreaterThan(0);
  expect(runs).toBeGreaterThan(0);
  expect(inTransfer.rounds, 'rounds that killed in mid-transfer').toBeGreaterThanOrEqual(rounds / 3);
});
