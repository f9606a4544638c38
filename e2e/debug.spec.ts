import { DEFAULT_OPTIONS } from '../shared/project/operation-options.ts';
import { drawPassing } from './parts/activities.ts';
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
    const operationId = await drawPassing(
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
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('amount;12\nkey;••••••\n');
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

test('of a run over many objects the log has the input and output of the first ones, and of the first that failed', async ({
  page,
  client,
  storage,
}) => {
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
    await storage.put('inbox', `many/${name}.txt`, new TextEncoder().encode(`content of ${name}`));
  storage.store.faults.set([
    {
      match: { operation: 'PutObject', key: 'many/e.txt' },
      effect: { kind: 'error', status: 403, code: 'AccessDenied' },
    },
  ]);
  const connectionId = await client.connect('Many', storage);
  const targetId = await client.connect('Target of many', storage.other);
  const each = { pass: 'each', atATime: 1, continueOnError: true };
  const at = (bucket: string) => ({ bucketOptions: 'text', bucket });
  const operationId = await client.draw('Many', [
    { connectionId, type: 'list-objects', name: 'List many', settings: { ...at('inbox'), prefix: 'many/', ...each } },
    { connectionId, type: 'get-object', name: 'Get one', settings: at('inbox') },
    {
      connectionId: targetId,
      type: 'put-object',
      name: 'Put one',
      settings: { ...at('archive'), continueOnError: true },
    },
  ]);
  const options = { ...DEFAULT_OPTIONS, debugUntil: new Date(Date.now() + 86_400_000).toISOString() };
  await client.edit('Debug', { type: 'operation.set-options', operationId, options });
  await client.ended(await client.run(operationId));
  storage.store.faults.clear();
  await operation(page, '1.0 Many')
    .getByRole('button', { name: /^Last run: .*View logs$/ })
    .click();
  await page.getByRole('button', { name: 'Input and output of Put one' }).click();
  const dialog = page.getByRole('dialog');
  const content = dialog.getByRole('region', { name: 'Content, from Get one' });
  await expect(content).toContainText('content of a');
  const choices = page.getByRole('option');
  await dialog.getByRole('combobox', { name: 'Object' }).click();
  await expect(choices).toHaveText(['Object 1', 'Object 2', 'Object 3', 'Object 5, failed']);
  await choices.last().click();
  await expect(content).toContainText('content of e');
  await dialog.getByRole('tab', { name: 'Output' }).click();
  await expect(dialog.getByText('Nothing came out: the step did not end well. The log says why.')).toBeVisible();
});
