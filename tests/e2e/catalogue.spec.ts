// Two stories of the catalogue's pages: somebody compares provinces by name, and somebody asks what a
// release changed, with the keyboard and without scripts.
import { expect, test } from './page-test.ts';

test('an IT department compares itself with a neighbour found without marks, and keeps the address', async ({
  page,
}) => {
  await page.goto('/compare?period=2020-Q1');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Chọn 2 đến 12 đơn vị');
  for (const typed of ['vinh phuc', 'lam dong']) {
    const field = page.getByRole('searchbox', { name: /Thêm đơn vị/ });
    await field.fill(typed);
    await field.press('Enter');
    await expect(page).toHaveURL(/units=/);
  }
  await expect(page).toHaveURL(/units=p-26(?:%2C|,)p-68/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('chênh');
  await expect(page.getByRole('figure')).toHaveCount(2);
  const table = page.getByRole('region', { name: /Tất cả chỉ tiêu/ });
  await expect(table.getByRole('link', { name: 'Vĩnh Phúc' })).toBeVisible();
  await page.getByRole('link', { name: 'Bỏ Lâm Đồng' }).click();
  await expect(page).toHaveURL(/units=p-26(?:&|$)/);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('chênh');
});

test('an analyst goes from the list of releases to what one of them changed, and to its file', async ({
  page,
  request,
}) => {
  await page.goto('/releases?series=dvc');
  await page.getByRole('link', { name: 'So hai bản bất kỳ' }).click();
  const from = page.getByLabel('Từ bản');
  const earlier = from.locator('option', { hasText: 'Quý III/2020' }).first();
  await from.selectOption((await earlier.getAttribute('value')) ?? '');
  await page.getByRole('button', { name: 'Xem' }).click();
  // The page of two other releases stood here before, with files of its own.
  await expect(page.getByRole('heading', { level: 1 })).toContainText('quý III/2020');
  // Of the rows that are shown, and of every measure: each holds as many lines as its link says.
  const files = page.getByRole('link', { name: /^CSV/ });
  await expect(files).toHaveCount(2);
  for (const link of await files.all()) {
    const answer = await request.get((await link.getAttribute('href')) ?? '');
    expect(answer.headers()['content-type']).toContain('text/csv');
    const [head, ...lines] = (await answer.text()).trim().split('\r\n');
    expect(head).toContain('score_before,score_after');
    const [, said = ''] = /\(([\d.]+)/.exec((await link.textContent()) ?? '') ?? [];
    expect(Number(said.replaceAll('.', ''))).toBe(lines.length);
  }
});
