import type { Locator, Page } from 'playwright-core';
import type { Camera, Shot } from './camera.ts';
import type { Desks } from './desks.ts';
import type { Scene } from './scene.ts';

/** Well under way: the official round is open, both trial runs are over. */
const earlyJuly = '2023-07-05T03:00:00Z';

type Given = { camera: Camera; wanted: (name: string) => boolean; say: (line: string) => void };

async function portray(shots: readonly Shot[], { camera, wanted, say }: Given): Promise<void> {
  for (const shot of shots) {
    if (!wanted(shot.name)) continue;
    await camera.take(shot).catch((failure: unknown) => say(`${shot.name} was not taken: ${String(failure).split('\n')[0]}`));
  }
}

export async function portrayGuide({ scene, ...given }: Given & { scene: Scene }): Promise<void> {
  await portray(shotsOf(scene), given);
  await scene.tidy();
}

/** Desks that need no season. */
export const portrayDesks = async ({ desks, ...given }: Given & { desks: Desks }): Promise<void> => await portray(deskShots(desks), given);

/** The picture of the README. */
export async function portrayRoom({ camera, room }: { camera: Camera; room: Pick<Scene, 'season' | 'until'> }): Promise<void> {
  await room.until(earlyJuly);
  await camera.take({ name: 'season-room', who: 'so.admin', path: `/seasons/${room.season.id}/show`, height: 1180 });
}

const press = async (page: Page, name: string): Promise<void> => await page.getByRole('button', { name, exact: true }).first().click();
const panel = (page: Page, title: string): Locator => page.locator('.MuiCard-root, .MuiPaper-root').filter({ has: page.getByRole('heading', { name: title }) }).last();
/** Scrolls so that this heading stands in the lower half. */
const showing = async (page: Page, heading: string): Promise<void> => await page.getByRole('heading', { name: heading, exact: true }).last().evaluate((one) => {
  one.scrollIntoView({ block: 'center' });
});
const free = encodeURIComponent(JSON.stringify({ mine: 'unassigned' }));

function shotsOf({ season, proposalId, clerkTask, reviewTask, waiting, dispute, linkPath, mismatch }: Scene): Shot[] {
  const room = `/seasons/${season.id}/show`;
  const clerk = 's0001.vanthu';
  const district = 'd01.chuyenvien';
  return [
    { name: 'dang-nhap', who: null, path: '/login', width: 900, height: 620 },
    { name: 'viec-cua-toi', who: clerk, path: `/tasks?filter=${free}`, height: 720 },
    { name: 'viec-cua-toi-dien-thoai', who: clerk, path: `/tasks?filter=${free}`, width: 360, height: 740 },
    { name: 'mot-viec', who: clerk, path: `/tasks/${clerkTask.id}/show`, height: 900 },
    ...(reviewTask ? [{ name: 'duyet', who: district, path: `/tasks/${reviewTask.id}/show`, height: 900, pose: async (page: Page) => await showing(page, 'Duyệt') }] : []),
    { name: 'tien-do', who: 'so.chuyenvien', path: `${room}?step=parent-confirmation`, height: 2400, pose: async (page) => panel(page, 'Bước 4') },
    { name: 'khoi-dong', who: 'so.admin', path: '/seasons/create', height: 900, pose: launch },
    { name: 'phe-duyet', who: 'so.lanhdao', path: `/seasons/${proposalId}/show`, height: 900 },
    {
      name: 'gia-han', who: 'so.admin', path: `${room}?step=zoning`, height: 760,
      pose: async (page) => {
        await press(page, 'Gia hạn');
        await page.getByLabel('Đóng lúc (mới)').fill('2023-06-06T00:00');
      },
    },
    { name: 'in-phieu', who: clerk, path: '/slips', width: 1100, height: 560 },
    {
      name: 'nhap-phieu', who: clerk, height: 900, path: async () => await waiting().then((slip) => (slip ? `/confirmations/${slip.id}/show` : null)),
      pose: async (page) => {
        await page.getByRole('radio', { name: 'Có mục cần sửa' }).check();
        await page.getByRole('checkbox', { name: 'Nơi ở hiện nay' }).check();
        await page.getByRole('textbox', { name: 'Giá trị đúng' }).fill('Số 12 Lạch Tray, phường Gia Viên, thành phố Hải Phòng');
        await showing(page, 'Nhập phiếu giấy');
      },
    },
    { name: 'doi-chieu', who: clerk, height: 1500, path: async () => await mismatch().then((id) => (id ? `/identity/${id}/show` : null)), pose: async (page) => panel(page, 'Ba nguồn dữ liệu') },
    ...(dispute ? [{ name: 'de-nghi-sua', who: clerk, path: `/disputes/${dispute.id}/show`, height: 900 }] : []),
    { name: 'phu-huynh', who: null, path: linkPath, width: 360, height: 1500 },
    { name: 'temporal', who: 'so.vanhanh', path: `/temporal/namespaces/default/workflows/${encodeURIComponent(`step/${season.code}/zoning`)}`, height: 620, pose: async (page) => await page.getByRole('tab', { name: 'User Metadata' }).or(page.getByRole('link', { name: 'User Metadata' })).first().click() },
  ];
}

const ofSplit = (placeId: string): string => `/residences?filter=${encodeURIComponent(JSON.stringify({ placeId }))}`;

export const deskNames = ['nap-danh-sach', 'tai-khoan-thi', 'minh-chung', 'phieu-dang-ky', 'phieu-cua-lop', 'thi-sinh-tu-do', 've-tuyen', 'dia-danh', 'noi-o', 'noi-o-dien-thoai'] as const;

function deskShots({ examClerk, examPrincipal, className, faulty, move, split }: Desks): (Shot & { name: (typeof deskNames)[number] })[] {
  const district = 'd01.chuyenvien';
  return [
    {
      name: 'nap-danh-sach', who: 's0001.vanthu', path: '/imports/create', height: 900,
      pose: async (page) => {
        await page.getByTestId('file-input').setInputFiles({ name: 'lop-5-tuoi.csv', mimeType: 'text/csv', buffer: Buffer.from(faulty) });
        await page.getByRole('tab', { name: /^Lỗi/ }).waitFor();
      },
    },
    { name: 'tai-khoan-thi', who: examClerk, path: '/exam', height: 900 },
    { name: 'minh-chung', who: examPrincipal, path: '/exam?tab=evidence', height: 720 },
    { name: 'phieu-dang-ky', who: examClerk, path: '/exam?tab=slips', height: 640 },
    { name: 'phieu-cua-lop', who: examClerk, path: `/exam?tab=slips&class=${encodeURIComponent(className)}`, height: 900 },
    { name: 'thi-sinh-tu-do', who: district, path: '/candidates', height: 900 },
    {
      name: 'dia-danh', who: district, path: '/places', height: 900,
      pose: async (page) => {
        await page.getByRole('button', { name: /^Mở (Quận|Huyện|Thị xã|Thành phố)/ }).first().click();
        await press(page, `Mở ${split.ward}`);
        await page.getByText('Chờ quyết định').first().waitFor();
      },
    },
    {
      name: 'noi-o', who: district, path: ofSplit(split.id), height: 900,
      pose: async (page) => {
        await page.locator('thead').getByRole('checkbox').check();
        await page.getByRole('button', { name: /^Quyết định nơi ở cho/ }).click();
        await page.getByRole('radio').first().check();
        await page.getByLabel(/^Lý do/).fill('Theo danh sách tổ trưởng gửi');
      },
    },
    { name: 'noi-o-dien-thoai', who: district, path: ofSplit(split.id), width: 360, height: 740, pose: async (page) => await page.getByRole('checkbox').nth(1).check() },
    {
      name: 've-tuyen', who: district, path: '/zones', height: 1000,
      pose: async (page) => {
        const cell = page.getByLabel(`${move.ward}, Lớp 1`, { exact: true });
        await cell.fill(move.school);
        await page.getByRole('region', { name: 'Nếu thay đổi như vậy' }).getByRole('table').waitFor();
        await cell.evaluate((one) => {
          const table = one.closest('.MuiTableContainer-root');
          if (table) table.scrollTop = (one.closest('tr')?.offsetTop ?? 0) - 140;
        });
        await page.evaluate('scrollTo(0, 0)');
      },
    },
  ];
}

/** To the calendar of the steps, where vague windows are chosen. */
async function launch(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Tuyển sinh đầu cấp toàn thành phố Hải Phòng' }).check();
  await press(page, 'Tiếp tục');
  await press(page, 'Tiếp tục');
  await page.getByText('Văn bản không nêu ngày rõ').first().waitFor();
}
