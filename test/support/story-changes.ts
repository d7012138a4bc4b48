import type { Page } from 'playwright-core';
import { goTo, inspect, press, reads } from './story-pages.ts';

/** A directive made on the spot, in the dialog of the change that cites it. */
async function citeNew(page: Page, number: string): Promise<void> {
  await press(page, 'Thêm văn bản');
  const dialog = page.getByRole('dialog', { name: 'Thêm văn bản' });
  await dialog.getByLabel('Số văn bản').fill(number);
  await dialog.getByLabel('Ngày ký').fill('2023-05-08');
  await dialog.getByLabel('Người ký').fill('Bùi Văn Kiệm');
  await dialog.getByLabel('Trích yếu').fill('Điều chỉnh lịch tuyển sinh');
  await press(dialog, 'Lưu');
  await press(dialog, 'Chưa có tệp');
}

/** In the season room: a step nobody foresaw, a later deadline, a pause and its end; each but the pause by a directive. */
export async function changeSeason(page: Page, url: string, seasonId: string): Promise<void> {
  await goTo(page, url, `/seasons/${seasonId}/show?step=zoning`);
  await press(page, 'Thêm bước');
  const adding = page.getByRole('dialog', { name: 'Thêm bước' });
  await adding.getByLabel('Tên bước').fill('Rà soát lại chỉ tiêu');
  await adding.getByLabel('Yêu cầu và lý do').fill('Các trường báo lại chỉ tiêu vì có thêm lớp.');
  await citeNew(page, '1187/SGDĐT-QLCL');
  await press(adding, 'Thêm bước');
  await adding.waitFor({ state: 'detached' });
  await reads(page, 'Rà soát lại chỉ tiêu');

  await press(page, 'Gia hạn');
  const extending = page.getByRole('dialog', { name: /^Gia hạn/ });
  await extending.getByLabel('Đóng lúc (mới)').fill('2023-06-01T00:00');
  await extending.getByRole('combobox', { name: /Theo văn bản/ }).click();
  await page.getByRole('option', { name: /1187/ }).click();
  await inspect(page, 'extend');
  await press(extending, 'Gia hạn');
  await extending.waitFor({ state: 'detached' });

  await press(page, 'Tạm dừng');
  await press(page, 'Chạy tiếp');
  await page.getByRole('button', { name: 'Tạm dừng', exact: true }).waitFor();
}
