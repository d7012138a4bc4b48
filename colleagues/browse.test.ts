import { expect, it } from 'vitest';
import { createBrowser, parsePage, standing, textAt } from './browse.ts';

const html = `<main><h1>Phiếu &amp; dữ liệu</h1><a href="/p/x?step=2">Tiếp tục</a>
<form method="post" action="/p/x/confirm"><input type="hidden" name="seen" value="3"><input type=checkbox name=right value=yes>
<textarea name="note">a &lt; b</textarea><select name="field"><option value="sex">Giới<option value="name" selected>Tên</select><button name="go" value="1">Xác nhận</button></form></main>`;

it('reads links, forms and what would be sent', () => {
  const page = parsePage('http://h/p/x', 200, html);
  expect(page.text).toContain('Phiếu & dữ liệu');
  expect(page.links).toEqual([{ href: 'http://h/p/x?step=2', text: 'Tiếp tục' }]);
  const [form] = page.forms;
  expect(form?.action).toBe('http://h/p/x/confirm');
  expect(form && standing(form)).toEqual([['seen', '3'], ['note', 'a < b'], ['field', 'name']]);
  expect(form?.buttons).toEqual([{ name: 'go', value: '1', text: 'Xác nhận' }]);
});

it('reads what stands at an id', () => {
  const page = parsePage('http://h/p/x', 200, '<fieldset><p class="hint" id="a-hint">Đang ghi: <span lang="vi">Tổ 7 &amp; 8</span></p><p id="b">x</p></fieldset>');
  expect([textAt(page, 'a-hint'), textAt(page, 'b'), textAt(page, 'c')]).toEqual(['Đang ghi: Tổ 7 & 8', 'x', '']);
});

it('follows a redirect after a POST with the cookie it was given', async () => {
  const asked: string[] = [];
  const http = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    asked.push(`${init?.method} ${url instanceof Request ? url.url : url.toString()} ${new Headers(init?.headers).get('cookie') ?? ''}`);
    return asked.length === 1 ? new Response(null, { status: 303, headers: { location: '/done', 'set-cookie': 'a=b; Path=/' } }) : new Response('<p>Xong</p>');
  };
  const page = await createBrowser(new AbortController().signal, http).submit({ action: 'http://h/x', method: 'post', fields: [], buttons: [] }, []);
  expect(page.text).toBe('Xong');
  expect(asked).toEqual(['POST http://h/x ', 'GET http://h/done a=b']);
});
