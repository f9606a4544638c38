import { expect, test } from './parts/fixtures.ts';

test('a part of the program that is gone reloads the page once, then says what to do', async ({ page, projectId }) => {
  expect(projectId).toBeTruthy();
  await page.route('**/assets/ConnectionScreen-*.js', (route) => route.fulfill({ status: 404 }));
  await page.reload();
  const connector = page.getByRole('button', { name: 'Amazon S3', exact: true });
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await connector.click();
  await expect.poll(() => loads, { message: 'the page is loaded anew' }).toBe(1);
  await connector.click();
  await expect(page.getByRole('alert').getByText('This screen could not be loaded')).toBeVisible();
  await expect(page.getByText(/Reload the page; if that does not help/)).toBeVisible();
  expect(loads, 'only once').toBe(1);

  await page.unroute('**/assets/ConnectionScreen-*.js');
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await connector.click();
  await expect(page.getByRole('heading', { name: 'Configure Amazon S3' })).toBeVisible();
});
