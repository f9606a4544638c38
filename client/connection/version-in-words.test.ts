import { expect, test } from 'vitest';
import { versionInWords } from './version-in-words.ts';

test('an agent’s version is told with whether it was updated, or why not', () => {
  expect(versionInWords({ connectorVersion: '1.2.0', updated: false })).toBe('connector version 1.2.0');
  expect(versionInWords({ connectorVersion: '1.3.0', updated: true })).toBe(
    'connector version 1.3.0, updated for this test',
  );
  expect(versionInWords({ connectorVersion: '1.2.0', updated: false, problem: 'It did not answer.' })).toBe(
    'connector version 1.2.0. It did not answer.',
  );
  expect(versionInWords({ connectorVersion: '', updated: false, problem: 'It could not be downloaded.' })).toBe(
    'does not have the connector. It could not be downloaded.',
  );
});
