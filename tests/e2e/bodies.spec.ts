// A province's own index: its overview, a body of it, and the province that it belongs to.
import { expect, test } from './page-test.ts';

const SERIES = '/series/lam-dong-ict';

test('the overview says who leads each group, who is last and who rose, each group apart', async ({
  page,
}) => {
  await page.goto(`${SERIES}?period=2021-Q4`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Sở Thông tin và Truyền thông dẫn đầu 19/20 sở, ban, ngành cấp tỉnh có kết quả, với 90,22 điểm; ' +
      'Thành phố Đà Lạt dẫn đầu 12 quận, huyện, thị xã, thành phố thuộc tỉnh với 86,40 điểm',
  );
  await expect(page.locator('main section h2')).toHaveText([
    /Thanh tra tỉnh đứng cuối$/,
    /Huyện Cát Tiên đứng cuối; Huyện Lạc Dương và Huyện Đạ Huoai cùng tăng nhiều nhất, 1 bậc$/,
  ]);
  const [departments, districts] = [
    page.locator('main section').first(),
    page.locator('main section').last(),
  ];
  await expect(departments.locator('tbody tr')).toHaveCount(19);
  await expect(districts.locator('tbody tr')).toHaveCount(12);
  await expect(departments).toContainText('Chưa có kết quả: 1 đơn vị');
  await expect(departments).toContainText('Ban Dân tộc: chưa báo cáo số này; gần nhất');
  await expect(districts).toContainText(/Tỷ lệ xã, phường.* đơn vị đạt từ 90%, hạn 31\/12\/2021/);
  await expect(departments).toContainText('Bản minh họa');
});

test('two may share a place, and nobody is said to have risen among other units', async ({
  page,
}) => {
  await page.goto(`${SERIES}?period=2020-Q2`);
  await expect(page.locator('main section').first().getByRole('row', { name: /^12 / })).toHaveCount(
    2,
  );
  await page.goto(`${SERIES}?period=2020-Q3`);
  const departments = page.locator('main section').first();
  await expect(departments).toContainText('Kỳ này xếp hạng 19 đơn vị, kỳ trước 20');
  await expect(departments.locator('h2')).not.toContainText('tăng nhiều nhất');
});

test('a province leads to its series, that to a body, and the body back to the province', async ({
  page,
}) => {
  await page.goto('/units/p-68?period=2021-Q4');
  const section = page.locator('section', { hasText: 'Sở, ngành và địa phương trực thuộc' });
  await expect(section.getByRole('row', { name: /Sở, ban, ngành/ })).toContainText('19/20');
  await section.getByRole('link', { name: /Xem tổng quan/ }).click();
  await page.getByRole('link', { name: 'Sở Nội vụ' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Sở Nội vụ xếp thứ 7/19 sở, ban, ngành cấp tỉnh (kỳ trước 6/20)',
  );
  await expect(page).toHaveURL(/\/units\/lam-dong-ict:snv\?period=2021-Q4/);
  await expect(page.locator('main')).toContainText('Vì sao thứ hạng thay đổi');
  await expect(page.locator('main')).toContainText('Thứ hạng chắc chắn đến đâu');
  await expect(page.locator('main')).not.toContainText('Đầu mối và nền tảng');
  await page.getByRole('link', { name: '61,9%' }).click();
  await expect(page).toHaveURL(/figures\/proc_l4/);
  await page.goBack();
  await page.getByRole('link', { name: 'Lâm Đồng', exact: true }).click();
  await expect(page).toHaveURL(/\/units\/p-68/);
});

test('a published series of provinces has the same overview, where its package is listed', async ({
  page,
}) => {
  await page.goto('/rankings');
  await page.locator('h3', { hasText: '2017' }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Thừa Thiên Huế dẫn đầu 53/63 tỉnh, thành phố có kết quả',
  );
});
