import { ADMINISTRATION_STATES } from './parts/administration-states.ts';
import { expectAccessible } from './parts/axe.ts';
import { DIALOG_STATES } from './parts/dialog-states.ts';
import { test } from './parts/fixtures.ts';
import { STATES } from './parts/states.ts';

for (const { name, reach } of [...STATES, ...DIALOG_STATES, ...ADMINISTRATION_STATES])
  test(`no accessibility violation, light or dark: ${name}`, async ({ page, client, storage, product }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await reach({ page, client, storage, product });
    await expectAccessible(page);
  });
