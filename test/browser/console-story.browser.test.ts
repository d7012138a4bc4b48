import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { go, launch, open, seriousViolations } from '../../console/fixture/browser.ts';
import { builtConsole } from '../../console/fixture/built.ts';
import { staff, uuid } from '../../console/fixture/people.ts';
import { startFixture } from '../../console/fixture/server.ts';
import type { Fixture } from '../../console/fixture/server.ts';
import { freshState } from '../../console/fixture/state.ts';
import type { State } from '../../console/fixture/state.ts';

let browser: Browser;
const running: Fixture[] = [];
beforeAll(async () => {
  await builtConsole();
  browser = await launch();
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
afterAll(async () => {
  await browser?.close();
});

async function begin(state: State, hash: string, width = 1280): Promise<{ fixture: Fixture; page: Page }> {
  const fixture = await startFixture(state);
  running.push(fixture);
  const { page } = await open(browser, fixture.url, { width, theme: 'light' });
  page.setDefaultTimeout(10_000);
  await go(page, fixture.url, hash);
  return { fixture, page };
}
const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const task = uuid(8, 1);
const submits = (state: State) => state.log.filter((one) => one.path.endsWith('/submit'));

async function fillTask(page: Page): Promise<void> {
  await page.getByLabel('Nội dung đã rà soát').fill('Đã rà soát 5 lớp');
  await page.getByLabel('Số học sinh cuối cấp').fill('212');
  await page.getByLabel('Ngày hoàn thành').fill('2023-04-26');
  await page.getByLabel('Kết quả').click();
  await page.getByRole('option', { name: 'Đủ dữ liệu' }).click();
  await page.getByLabel('Đã đối chiếu với hồ sơ gốc').check();
}

test('a wrong password is told; the right one leads in; signing out leads out', async () => {
  const { page } = await begin(freshState(null), '/login');
  await page.getByLabel('Tên đăng nhập').fill('user1');
  await page.getByLabel('Mật khẩu').fill('wrong');
  await press(page, 'Đăng nhập');
  await text(page, 'Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy thử lại.');
  await page.getByLabel('Mật khẩu').fill('mua-mua-mua');
  await press(page, 'Đăng nhập');
  await text(page, 'Chào Đỗ Thị Hường');
  await press(page, /Tài khoản: Đỗ Thị Hường/);
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).click();
  await page.getByLabel('Mật khẩu').waitFor();
});

test('what is typed is kept as a draft, checked, shown once more, then submitted with its key and CSRF token', async () => {
  const { fixture, page } = await begin(freshState(), `/tasks/${task}/show`);
  await press(page, 'Kiểm tra và nộp');
  await text(page, 'Còn mục chưa đúng:');
  await fillTask(page);
  await text(page, 'Đã lưu nháp');
  expect(fixture.state.tasks[0]?.draft).toMatchObject({ content: 'Đã rà soát 5 lớp', pupils: 212 });
  await press(page, 'Kiểm tra và nộp');
  await text(page, 'Kiểm tra trước khi nộp');
  await page.getByRole('dialog').getByRole('button', { name: 'Nộp' }).click();
  await text(page, 'Nội dung đã nộp');
  const [sent] = submits(fixture.state);
  expect(sent).toMatchObject({ csrf: 'fixture', body: { version: 1, answers: { pupils: 212, finishedOn: '2023-04-26', result: 'full', sure: true } } });
  expect(sent?.key).toMatch(/^[0-9a-f-]{36}$/);
}, 60_000);

test('when the engine is away the form is kept, and trying again carries the same key', async () => {
  const state = freshState();
  state.refusals.push({ path: '/submit', status: 503, body: { error: { code: 'engine-away', message: 'Máy điều phối đang tạm vắng. Hãy bấm lại sau ít phút.' } } });
  const { page } = await begin(state, `/tasks/${task}/show`);
  await fillTask(page);
  await press(page, 'Kiểm tra và nộp');
  await page.getByRole('dialog').getByRole('button', { name: 'Nộp' }).click();
  await text(page, /Máy điều phối đang tạm vắng/);
  expect(await page.getByLabel('Nội dung đã rà soát').inputValue()).toBe('Đã rà soát 5 lớp');
  await press(page, 'Thử lại');
  await text(page, 'Nội dung đã nộp');
  const keys = submits(state).map((one) => one.key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
}, 60_000);

test('when somebody was faster, they are named', async () => {
  const state = freshState();
  state.refusals.push({ path: '/accept', status: 409, body: { error: { code: 'too-late', message: 'Việc này đã được duyệt.', by: { name: 'Nguyễn Thị Lan', unit: 'Phòng GDĐT quận Hồng Bàng' } } } });
  const { page } = await begin(state, `/tasks/${uuid(8, 4)}/show`);
  await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
  await text(page, 'Người làm trước: Nguyễn Thị Lan (Phòng GDĐT quận Hồng Bàng).');
});

test('a task is returned only with a reason', async () => {
  const { fixture, page } = await begin(freshState(), `/tasks/${uuid(8, 4)}/show`);
  await press(page, 'Trả lại');
  await text(page, 'Hãy viết lý do trả lại để đơn vị biết sửa gì.');
  await page.getByLabel('Ghi chú, hoặc lý do trả lại').fill('Thiếu lớp 5A2');
  await press(page, 'Trả lại');
  await text(page, 'Bị trả lại:');
  expect(fixture.state.tasks[3]).toMatchObject({ state: 'returned', returnReason: 'Thiếu lớp 5A2' });
});

test('the list: tabs count, search needs no accents, one press takes a task, many are accepted at once', async () => {
  const { fixture, page } = await begin(freshState(), '/tasks');
  await page.getByRole('tab', { name: /Chưa ai nhận \(\d+\)/ }).click();
  await page.getByRole('button', { name: 'Nhận việc' }).first().click();
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length > 0);
  expect(fixture.state.log.some((one) => one.path.endsWith('/claim'))).toBe(true);
  await page.getByRole('tab', { name: /Chờ duyệt/ }).click();
  await page.getByRole('textbox', { name: 'Tìm kiếm' }).fill('le loi');
  await page.waitForFunction(() => [...document.querySelectorAll('tbody tr')].every((row) => row.textContent?.includes('Lê Lợi')) && document.querySelectorAll('tbody tr').length > 0);
  await page.locator('thead').getByRole('checkbox').check();
  expect(await seriousViolations(page)).toEqual([]);
  await press(page, 'Duyệt các việc đã chọn');
  await text(page, /Đã duyệt \d+ việc/);
}, 60_000);

test('a filter is saved under a name and found again', async () => {
  const { fixture, page } = await begin(freshState(), '/tasks');
  await press(page, 'Bộ lọc đã lưu');
  await page.getByRole('menuitem', { name: 'Lưu bộ lọc này…' }).click();
  await page.getByLabel('Tên bộ lọc').fill('Của tôi tuần này');
  await press(page, 'Lưu');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press(page, 'Bộ lọc đã lưu');
  await page.getByRole('menuitem', { name: 'Của tôi tuần này', exact: true }).waitFor();
  expect(fixture.state.savedFilters[0]).toMatchObject({ resource: 'tasks', filter: { mine: 'assigned' } });
});

test('an empty installation offers one press to a living rehearsal', async () => {
  const { page } = await begin(freshState(staff[0], true), '/');
  await press(page, 'Diễn tập thử ngay');
  await text(page, 'DIỄN TẬP – không gửi thật');
  await page.getByTestId('season-date').waitFor();
  const before = await page.getByTestId('season-date').textContent();
  await page.waitForFunction((first) => document.querySelector('[data-testid="season-date"]')?.textContent !== first, before);
}, 30_000);

test('the season room: drill down to a class, extend a step by a directive, remind the late with a preview', async () => {
  const { fixture, page } = await begin(freshState(), `/seasons/${uuid(5, 1)}/show`);
  await press(page, /Phòng GDĐT quận Hồng Bàng/);
  await press(page, /Tiểu học Kim Đồng/);
  await text(page, 'Lớp 5A1');
  await press(page, 'Gia hạn');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Đóng lúc \(mới\)/).fill('2023-05-09T17:00');
  await dialog.getByRole('combobox', { name: /Theo văn bản/ }).click();
  await page.getByRole('option', { name: /1160/ }).click();
  await dialog.getByRole('button', { name: 'Gia hạn' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(fixture.state.log.find((one) => one.path.endsWith('/changes'))?.body).toMatchObject({ kind: 'extend', closesAt: '2023-05-09T10:00:00.000Z', directiveId: uuid(7, 1) });
  await press(page, 'Nhắc ngay tất cả');
  await text(page, 'Nhắc việc: rà soát dữ liệu học sinh');
  await press(page, 'Gửi lời nhắc');
  await text(page, /Đã gửi lời nhắc/);
}, 60_000);

test('live: another person’s change shows without reloading', async () => {
  const { fixture, page } = await begin(freshState(), `/tasks/${task}/show`);
  await text(page, 'Chưa ai nhận');
  fixture.state.tasks[0]!.assignee = { id: staff[1]!.id, name: 'Phạm Văn Bình', unit: 'Sở GDĐT Hải Phòng' };
  fixture.announce(['tasks']);
  await text(page, 'Phạm Văn Bình');
});

test('the wizard: plan, clock, a day set on the calendar by keyboard, findings, sent for approval', async () => {
  const { fixture, page } = await begin(freshState(), '/seasons/create');
  await page.getByRole('radio', { name: /Tuyển sinh đầu cấp toàn thành phố Hải Phòng/ }).check();
  await press(page, 'Tiếp tục');
  await page.getByRole('radio', { name: /Lịch thật của năm/ }).check();
  await press(page, 'Tiếp tục');
  await text(page, 'Văn bản không nêu ngày rõ');
  await page.locator('[data-date="2023-04-01"]').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value === '2023-04-07T00:00'));
  for (const keep of await page.getByRole('button', { name: 'Giữ ngày gợi ý' }).all()) await keep.click().catch(() => undefined);
  await press(page, 'Lưu nháp');
  await text(page, 'Đã lưu nháp.');
  expect(fixture.state.seasons[0]).toMatchObject({ state: 'draft', choices: { policy: { opensAt: '2023-04-06T17:00:00.000Z' } } });
}, 60_000);

test('four eyes: the approver sees what differs from the plan, and approves', async () => {
  const { page } = await begin(freshState(), `/seasons/${uuid(5, 2)}/show`);
  await text(page, 'khác kế hoạch');
  await page.getByRole('heading', { name: 'Kiểm tra kế hoạch' }).waitFor();
});

test('a dispute is decided field by field; keeping a value needs a reason', async () => {
  const { fixture, page } = await begin(freshState(staff[4]), `/disputes/${uuid(10, 1)}/show`);
  const decide = page.getByRole('button', { name: 'Quyết định và báo phụ huynh' });
  await page.getByRole('radio', { name: 'Sửa theo đề nghị' }).first().check();
  await page.getByRole('radio', { name: 'Giữ nguyên' }).nth(1).check();
  expect(await decide.isDisabled()).toBe(true);
  await page.getByLabel('Lý do giữ nguyên').fill('Giấy tờ ghi số 12.');
  await decide.click();
  await text(page, 'Đã quyết định. Phụ huynh được báo.');
  expect(fixture.state.log.find((one) => one.path.endsWith('/decide'))?.body).toMatchObject({ decisions: [{ field: 'birthDate', decision: 'accepted' }, { field: 'currentAddress', decision: 'rejected', reason: 'Giấy tờ ghi số 12.' }] });
});

test('by keyboard: skip link, the shortcut list, going places', async () => {
  const { page } = await begin(freshState(), '/');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Bỏ qua thanh mục');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await page.getByRole('heading', { level: 1, name: 'Việc của tôi' }).waitFor();
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('q');
});

test('a homeroom teacher sees no doors that are shut to them', async () => {
  const { page } = await begin(freshState(staff[5]), '/');
  const links = await page.getByRole('navigation').getByRole('link').allTextContents();
  expect(links).toContain('Học sinh');
  expect(links.some((link) => /Nhật ký|Cán bộ|Thông báo/.test(link))).toBe(false);
});

test('English is one press away, and on a phone the menu opens', async () => {
  const { page } = await begin(freshState(), '/', 360);
  await press(page, /Tài khoản/);
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Hello, Đỗ Thị Hường' }).waitFor();
  await press(page, 'Open menu');
  await page.getByRole('link', { name: 'My tasks' }).click();
  await page.getByRole('heading', { level: 1, name: 'My tasks' }).waitFor();
});
