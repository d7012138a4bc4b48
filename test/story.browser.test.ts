import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SeasonRow, TaskDetail, TaskRow } from '../colleagues/wire.ts';
import { list, read } from './support/story-api.ts';
import { changeSeason } from './support/story-changes.ts';
import { workAtDesks } from './support/story-desks.ts';
import { startStoryHouse } from './support/story-house.ts';
import type { StoryHouse } from './support/story-house.ts';
import { fillReview, goTo, inspect, inspectPhone, press, reads, sendForm } from './support/story-pages.ts';

/*
 * What a newcomer does on the first day, in a real house and a real browser: launch the calendar of Hải Phòng 2023,
 * work as a school and as its district, kill the worker, answer as parents, look into the engine. Chapters follow
 * each other; one that fails ends the story.
 */
const minute = 60_000;
/** A day of the season lasts this long while people work: nothing moves under their hands. */
const longDay = 600_000;
const clerk = 's0001.vanthu';
const otherClerk = 's0002.vanthu';

let story: StoryHouse;
let url: string;
let seasonId = '';
let broken = '';

beforeAll(async () => {
  story = await startStoryHouse();
  url = story.house.url;
}, 5 * minute);
afterAll(async () => await story?.stop(), 2 * minute);

/** A chapter that does not reach its end ends the story. */
function chapter(name: string, tell: () => Promise<void>): void {
  it(name, { timeout: 4 * minute }, async () => {
    expect(broken, 'the chapter that ended the story').toBe('');
    broken = name;
    await tell();
    broken = '';
  });
}

const season = async (): Promise<SeasonRow> => await read<SeasonRow>(story.api('so.admin'), `/api/seasons/${seasonId}`);
const phaseOf = async (key: string): Promise<string | undefined> => (await season()).steps.find((step) => step.key === key)?.phase;
const setPace = async (dayMs: number): Promise<void> => {
  const { status, body } = await story.api('so.admin').send('POST', `/api/seasons/${seasonId}/changes`, { kind: 'set-pace', dayMs }, crypto.randomUUID());
  expect(status, JSON.stringify(body)).toBeLessThan(300);
};
type Dispute = { id: string; state: string; pupil: { id: string }; school: { code: string } };
const idIn = (page: Page): string => /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';

chapter('the Sở prepares the launch of 2023 in the wizard, another person approves, and the season runs', async () => {
  const admin = await story.desk('so.admin');
  await inspect(admin, 'dashboard');
  await goTo(admin, url, '/seasons/create');
  await admin.getByRole('radio', { name: /Tuyển sinh đầu cấp toàn thành phố Hải Phòng/ }).check();
  await press(admin, 'Tiếp tục');
  await admin.getByRole('radio', { name: /Lịch diễn tập/ }).check();
  await admin.getByLabel('Một ngày kéo dài').click();
  await admin.locator(`[role="option"][data-value="60000"]`).click();
  await admin.getByLabel(/Có đồng nghiệp mô phỏng/).uncheck();
  await press(admin, 'Tiếp tục');
  await reads(admin, 'Văn bản không nêu ngày rõ');
  const keep = admin.getByRole('button', { name: 'Giữ ngày gợi ý' });
  for (let left = await keep.count(); left > 0; left -= 1) {
    await keep.first().click();
    await expect.poll(async () => await keep.count()).toBe(left - 1);
  }
  await reads(admin, 'đã chọn');
  await inspect(admin, 'wizard');
  await press(admin, 'Tiếp tục');
  await press(admin, 'Trình phê duyệt');
  await reads(admin, 'Bạn là người chuẩn bị, nên một người khác phải phê duyệt.');
  seasonId = idIn(admin);
  expect(await admin.getByRole('button', { name: 'Phê duyệt và khởi động' }).count()).toBe(0);

  const leader = await story.desk('so.lanhdao');
  await leader.getByRole('link', { name: 'Xem và phê duyệt' }).first().click();
  await inspect(leader, 'approval');
  await press(leader, 'Phê duyệt và khởi động');
  await leader.getByTestId('season-date').waitFor();
  await expect.poll(async () => (await season()).state, { timeout: minute }).toBe('running');
  await expect.poll(async () => await phaseOf('policy'), { timeout: minute }).toBe('open');
  await reads(admin, 'Đang mở');
  await inspect(admin, 'room');
});

chapter('a clerk on a phone answers a task, the district returns it, the clerk mends it, the district accepts', async () => {
  await expect.poll(async () => await phaseOf('data-review'), { timeout: 2 * minute, interval: 500 }).toBe('open');
  await setPace(longDay);
  const phone = await story.desk(clerk, 360);
  await press(phone, 'Mở thanh mục');
  await phone.getByRole('link', { name: 'Việc của tôi' }).click();
  await phone.getByRole('tab', { name: /Chưa ai nhận/ }).click();
  await phone.getByText('Nộp mẫu M1 và M2').first().click();
  await reads(phone, 'Việc này là gì');
  await press(phone, 'Nhận việc');
  await phone.getByRole('button', { name: 'Thôi nhận' }).waitFor();
  await fillReview(phone, 'Ngõ mới đặt tên, phường chưa có danh sách.');
  await inspect(phone, 'task-360');
  await sendForm(phone);
  await reads(phone, 'Nội dung đã nộp');
  const taskId = idIn(phone);

  const school = await read<TaskDetail>(story.api(clerk), `/api/tasks/${taskId}`);
  const district = await story.desk(`${school.holder.code.toLowerCase()}.chuyenvien`);
  await goTo(district, url, '/tasks');
  await district.getByRole('tab', { name: /Chờ duyệt \(1\)/ }).click();
  await district.getByRole('cell').getByText('Nộp mẫu M1 và M2').first().click();
  await reads(district, 'Nội dung đã nộp');
  await district.getByRole('link', { name: 'mau-m1-m2.pdf' }).waitFor();
  await inspect(district, 'review');
  await district.getByLabel('Ghi chú, hoặc lý do trả lại').fill('Mẫu M2 thiếu tổ dân phố.');
  await press(district, 'Trả lại');
  await reads(district, 'Bị trả lại:');

  await reads(phone, /Mẫu M2 thiếu tổ dân phố/);
  await phone.locator('#answer-difficulties').fill('Đã hỏi phường, tổ dân phố ghi đủ.');
  await sendForm(phone);
  await reads(phone, 'Nội dung đã nộp');
  await district.getByRole('button', { name: 'Duyệt', exact: true }).click();
  await expect.poll(async () => (await read<TaskDetail>(story.api(clerk), `/api/tasks/${taskId}`)).state, { timeout: minute }).toBe('done');
  await reads(phone, 'Xong');
});

chapter('the worker is killed while somebody presses; the same press succeeds later, and nothing is lost', async () => {
  const page = await story.desk(otherClerk);
  await goTo(page, url, `/tasks?filter=${encodeURIComponent('{"mine":"unassigned"}')}`);
  await page.getByRole('cell').getByText('Nộp mẫu M1 và M2').first().click();
  await fillReview(page, 'Hai em vừa chuyển đến.');
  const taskId = idIn(page);
  const all = async (): Promise<Map<string, string>> => new Map((await read<TaskRow[]>(story.api('so.admin'), `/api/tasks?${list({ seasonId })}`)).map((task) => [task.id, `${task.state} ${task.version}`]));
  const before = await all();
  expect(before.size).toBeGreaterThan(10);
  const pid = story.house.worker.pid();
  process.kill(pid, 'SIGKILL');
  await sendForm(page);
  // Either the press waits until the worker is back, or it is told that the form is kept and to press again.
  const done = page.getByText('Nội dung đã nộp');
  const again = page.getByRole('button', { name: 'Thử lại' });
  await expect.poll(async () => {
    if (await again.isVisible()) {
      expect(await page.locator('#answer-difficulties').inputValue()).toBe('Hai em vừa chuyển đến.');
      await again.click();
    }
    return await done.count();
  }, { timeout: 2 * minute, interval: 500 }).toBeGreaterThan(0);
  expect(story.house.worker.pid()).not.toBe(pid);
  expect(story.house.worker.restarts()).toBe(1);
  const after = await all();
  for (const [id, state] of before) if (id !== taskId) expect(after.get(id), id).toBe(state);
  const mine = await read<TaskDetail>(story.api(otherClerk), `/api/tasks/${taskId}`);
  expect(mine.state).toBe('submitted');
  expect(mine.events.filter((event) => event.action === 'submit')).toHaveLength(1);
});

chapter('parents answer on a phone without JavaScript: one confirms, one corrects, and the school mends its data', async () => {
  // Until step 4 the days fly; then they stand almost still again.
  await setPace(500);
  await expect.poll(async () => await phaseOf('software-training'), { timeout: 2 * minute, interval: 300 }).toBe('open');
  await setPace(2_000);
  await expect.poll(async () => await phaseOf('parent-confirmation'), { timeout: 2 * minute, interval: 300 }).toBe('open');
  await setPace(longDay);
  await expect.poll(async () => (await story.mailedLinks()).length, { timeout: minute, interval: 500 }).toBeGreaterThan(1);
  const [newest = '', other = ''] = await story.mailedLinks();

  const phone = await story.phone();
  await phone.goto(url + newest);
  await inspectPhone(phone, 'slip');
  await phone.getByRole('button', { name: 'Tất cả đúng — tôi xác nhận' }).click();
  await phone.getByRole('heading', { name: 'Đã xác nhận' }).waitFor();
  expect(await phone.locator('.code').textContent()).toMatch(/^XN-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await inspectPhone(phone, 'confirmed');

  const second = await story.phone();
  await second.goto(url + other);
  await second.getByRole('link', { name: 'Có chỗ sai' }).click();
  await second.getByLabel('Số điện thoại liên hệ').check();
  await second.getByRole('button', { name: 'Tiếp tục' }).click();
  await second.getByLabel('Số điện thoại liên hệ').fill('0912 345 678');
  await second.getByRole('button', { name: 'Tiếp tục' }).click();
  await second.getByRole('button', { name: 'Gửi đề nghị sửa' }).click();
  await second.getByRole('heading', { name: 'Đã gửi đề nghị sửa' }).waitFor();
  await inspectPhone(second, 'disputed');

  const disputes = async (): Promise<Dispute[]> => await read<Dispute[]>(story.api('so.admin'), `/api/disputes?${new URLSearchParams({ filter: JSON.stringify({ seasonId }), range: '[0,9]' })}`);
  await expect.poll(async () => (await disputes()).length, { timeout: minute }).toBe(1);
  const [dispute] = await disputes();
  const school = await story.desk(`${dispute?.school.code.toLowerCase()}.vanthu`);
  await goTo(school, url, '/disputes');
  await school.getByRole('cell').first().click();
  await reads(school, 'Phụ huynh đề nghị');
  await school.getByRole('radio', { name: 'Sửa theo đề nghị' }).check();
  await inspect(school, 'dispute');
  // The case opens in the engine a moment after the parent pressed; the button tells when it is there.
  await press(school, 'Quyết định và báo phụ huynh');
  await reads(school, 'Đã sửa');
  await goTo(school, url, `/pupils/${dispute?.pupil.id}/show`);
  await reads(school, 'Lịch sử sửa dữ liệu');
  await school.getByRole('cell', { name: '0912345678' }).waitFor();
  await inspect(school, 'pupil');
  const pupil = await read<{ guardianPhone: string; history: { field: string; after: string }[] }>(story.api('so.admin'), `/api/pupils/${dispute?.pupil.id}`);
  expect(pupil.guardianPhone).toBe('0912345678');
  expect(pupil.history).toContainEqual(expect.objectContaining({ field: 'guardianPhone', after: '0912345678' }));
});

chapter('from a task, one click leads to its workflow, in clear text', async () => {
  const admin = await story.desk('so.admin');
  const [task] = await read<TaskRow[]>(story.api('so.admin'), `/api/tasks?${list({ seasonId, stepKey: 'parent-confirmation', kind: 'submit' }, 0)}`);
  await goTo(admin, url, `/tasks/${task?.id}/show`);
  const opened = admin.context().waitForEvent('page');
  const decoded = admin.context().waitForEvent('response', { predicate: (one) => one.url().endsWith('/codec/decode') && one.status() === 200, timeout: minute });
  const link = admin.getByRole('link', { name: 'Mở trong Temporal' });
  const [workflowId = '', cluster = ''] = /duty\/[^/?]+\/parent-confirmation\/([^/?]+)/.exec(decodeURIComponent((await link.getAttribute('href')) ?? '')) ?? [];
  expect(workflowId).toBe(`duty/${(await season()).code}/parent-confirmation/${cluster}`);
  await link.click();
  const engine = await opened;
  await decoded;
  // The summary of a duty is stored encrypted: who reads it here reads it decoded.
  await engine.getByText(`Cụm ${cluster} · bước 4`).first().waitFor({ timeout: minute });
  await engine.getByText(workflowId).first().waitFor({ timeout: minute });
  await goTo(admin, url, `/seasons/${seasonId}/show?step=parent-confirmation`);
  await admin.getByRole('link', { name: 'Mở trong Temporal' }).first().waitFor();
  await inspect(admin, 'room-later');
});

chapter('the Sở changes the running season by directives, and its desk works: slips, paper, reminders, notices, audit, delegation', async () => {
  await changeSeason(await story.desk('so.admin'), url, seasonId);
  const admin = story.api('so.admin');
  const kinds = (await read<{ kind: string }[]>(admin, `/api/seasons/${seasonId}/changes`)).map((change) => change.kind);
  expect(kinds.slice(0, 4)).toEqual(['resume', 'pause', 'extend', 'add-step']);
  await expect.poll(async () => (await season()).steps.some((step) => step.key === 'ra-soat-lai-chi-tieu')).toBe(true);

  await workAtDesks(story, seasonId);
  const desk = await story.desk('so.admin');
  for (const page of ['notices', 'audit', 'directives', 'confirmations']) {
    await goTo(desk, url, `/${page}`);
    await desk.getByRole('row').nth(1).waitFor();
    await inspect(desk, page);
  }
});

chapter('no page asked anybody outside, and no page threw', async () => {
  expect(story.outside).toEqual([]);
  expect(story.complaints).toEqual([]);
});
