import { DEFAULT_OPTIONS } from '../shared/project/operation-options.ts';
import { drawTransfer } from './parts/activities.ts';
import { expect, test } from './parts/fixtures.ts';
import { operation } from './parts/gestures.ts';

test('with debug mode the log has what went into each step and came out of it, to look at, copy and download', async ({
  page,
  client,
  context,
  storage,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const text = `amount;12\nkey;${storage.secretAccessKey}\n`;
  await storage.put('inbox', 'a.csv', new TextEncoder().encode(text));
  await storage.put('inbox', 'b.bin', Uint8Array.from([0, 1, 2, 255]));
  const options = { ...DEFAULT_OPTIONS, debugUntil: new Date(Date.now() + 86_400_000).toISOString() };
  for (const [name, key] of [
    ['Text', 'a.csv'],
    ['Bytes', 'b.bin'],
  ] as const) {
    const operationId = await drawTransfer(
      client,
      storage,
      name,
      { bucket: 'inbox', key },
      { bucket: 'archive', key: '[file]-copy.[ext]' },
    );
    await client.edit('Debug', { type: 'operation.set-options', operationId, options });
    await client.ended(await client.run(operationId));
  }
  const dialog = page.getByRole('dialog');
  const piece = (title: string | RegExp) => dialog.getByRole('region', { name: title });

  await operation(page, '1.0 Text')
    .getByRole('button', { name: /^Last run: Success.*View logs$/ })
    .click();
  await page.getByRole('button', { name: 'Input and output of Put for Text' }).click();
  await expect(piece('Settings, variables replaced')).toContainText('"key": "a-copy.csv"');
  await expect(piece('Content, from Get for Text')).toContainText('amount;12');
  await expect(piece('Content, from Get for Text')).toContainText('key;••••••');
  await expect(dialog).not.toContainText(storage.secretAccessKey);
  await piece('Content, from Get for Text').getByRole('button', { name: 'Copy' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('amount;12\nkey;••••••\n');
  await dialog.getByRole('tab', { name: 'Output' }).click();
  await expect(piece('Record')).toContainText('a-copy.csv');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    piece('Record').getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('Text Put for Text output.json');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await operation(page, '1.1 Bytes')
    .getByRole('button', { name: /^Last run: Success.*View logs$/ })
    .click();
  await page.getByRole('button', { name: 'Input and output of Get for Bytes' }).click();
  await dialog.getByRole('tab', { name: 'Output' }).click();
  await expect(piece('Content')).toContainText('00000000  00 01 02 ff');
  await expect(piece('Content')).toContainText('4 bytes');
});
