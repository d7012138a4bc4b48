import { expect, test } from 'vitest';
import { go, launch, open, seriousViolations } from '../../console/fixture/browser.ts';
import { builtConsole } from '../../console/fixture/built.ts';
import { staff } from '../../console/fixture/people.ts';
import { startFixture } from '../../console/fixture/server.ts';
import { freshState } from '../../console/fixture/state.ts';

test('one’s own password is changed on a phone, by who knows the old one', async () => {
  await builtConsole();
  const browser = await launch();
  const fixture = await startFixture(freshState(staff[0] ?? null));
  try {
    const { page } = await open(browser, fixture.url, { width: 360, theme: 'light' });
    page.setDefaultTimeout(10_000);
    await go(page, fixture.url, '/');
    const said = async (words: string) => await page.getByText(words).first().waitFor();
    await page.getByRole('button', { name: /Tài khoản: / }).click();
    await page.getByRole('menuitem', { name: 'Đổi mật khẩu' }).click();
    const button = page.getByRole('dialog').getByRole('button', { name: 'Đổi mật khẩu' });
    const [current, next, again] = [page.getByLabel('Mật khẩu hiện tại'), page.getByLabel('Mật khẩu mới (ít nhất 12 ký tự)'), page.getByLabel('Nhập lại mật khẩu mới')];
    await current.fill('quên rồi');
    await next.fill('ngắn quá');
    await said('Còn thiếu 4 ký tự.');
    await next.fill('một mật khẩu dài');
    await again.fill('một mật khẩu dàu');
    await said('Hai lần nhập chưa giống nhau.');
    expect(await button.isDisabled()).toBe(true);
    await again.fill('một mật khẩu dài');
    await button.click();
    await said('Mật khẩu hiện tại không đúng. Hãy nhập lại.');
    expect(await seriousViolations(page)).toEqual([]);
    if (process.env['MUA_SHOTS']) await page.screenshot({ path: `${process.env['MUA_SHOTS']}/password.png` });
    await current.fill('mua-mua-mua');
    await current.press('Enter');
    await said('Đã đổi mật khẩu.');
  } finally {
    await fixture.stop();
    await browser.close();
  }
});
