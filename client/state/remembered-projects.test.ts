import { expect, test } from 'vitest';
import { LONGEST, MOST_PROJECTS, remembered } from './remembered-projects.ts';

const NOW = LONGEST * 3;

test('the projects looked at last stay remembered, as many as there is room for', () => {
  const many = Object.fromEntries(
    Array.from({ length: MOST_PROJECTS + 5 }, (_, index) => [`prj_${index}`, NOW - index]),
  );
  const left = remembered(many, 'prj_0', NOW);
  expect(left).toHaveLength(MOST_PROJECTS);
  expect(left).not.toContain(`prj_${MOST_PROJECTS}`);
  expect(remembered(many, `prj_${MOST_PROJECTS}`, NOW), 'never the one that is open').toContain(`prj_${MOST_PROJECTS}`);
});

test('what nobody has looked at for long is forgotten', () => {
  const seen = { prj_old: NOW - LONGEST - 1, prj_new: NOW - LONGEST, prj_open: 0 };
  expect(remembered(seen, 'prj_open', NOW)).toEqual(['prj_open', 'prj_new']);
});
