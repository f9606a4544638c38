import { expect, test } from 'vitest';
import { agentsOnline } from './agents-online.ts';

const running = { state: 'Running' } as const;
const offline = { state: 'Offline' } as const;

test('says how many agents can take work', () => {
  expect(agentsOnline([])).toEqual({ online: 0, text: 'No agent online' });
  expect(agentsOnline([offline])).toEqual({ online: 0, text: 'No agent online' });
  expect(agentsOnline([running])).toEqual({ online: 1, text: '1 agent online' });
  expect(agentsOnline([running, running])).toEqual({ online: 2, text: '2 agents online' });
  expect(agentsOnline([running, offline])).toEqual({ online: 1, text: '1 of 2 agents online' });
});
