import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
type Sms = { to: string; text: string; at: string };

const shown = 100;

const style = raw(`:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem;border-bottom:1px solid #888;vertical-align:top}pre{white-space:pre-wrap;font:inherit}
a{color:light-dark(#0b5394,#9ecbff)}nav a{margin-right:1rem}.wide{overflow-x:auto}`);

/** Shows what the demo sent: nothing of it left this machine. Loopback only, read only, works without JavaScript. */
export function createMailPage(data: string): Server {
  return createServer((request, response) => {
    void respond(data, request.url ?? '/', response);
  });
}

async function respond(data: string, path: string, response: ServerResponse): Promise<void> {
  try {
    const { status, body } = await answer(data, new URL(path, 'http://localhost'));
    const page = String(await body);
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
    response.end(page);
  } catch {
    response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('Không đọc được hộp thư; hãy tải lại trang.\nThe mail box could not be read; load the page again.\n');
  }
}

async function answer(data: string, url: URL): Promise<{ status: number; body: Html }> {
  const query = (url.searchParams.get('q') ?? '').trim().toLowerCase();
  if (url.pathname === '/') return { status: 200, body: await mailList(data, query) };
  if (url.pathname === '/sms') return { status: 200, body: await smsList(data, query) };
  const name = /^\/mail\/([\w-]+\.eml)$/.exec(url.pathname)?.[1];
  const mail = name === undefined ? null : await readMail(join(data, 'mail', name));
  if (!mail) return { status: 404, body: layout('Không tìm thấy', html`<p>Không có thư này. <a href="/">Về hộp thư</a> <span lang="en">(no such mail)</span></p>`) };
  return { status: 200, body: oneMail(mail) };
}

function layout(title: string, main: Html): Html {
  return html`<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} – Mùa</title><style>${style}</style></head>
<body><header><nav aria-label="Chính"><a href="/">Thư (mail)</a><a href="/sms">Tin nhắn (SMS)</a></nav></header><main><h1>${title}</h1>${main}</main>
<footer><p>Hộp thư thử nghiệm: không thư nào rời khỏi máy này. <span lang="en">Test mail box: nothing leaves this machine.</span></p></footer></body></html>`;
}

function searchForm(query: string): Html {
  return html`<form role="search"><p><label for="q">Tìm theo người nhận hoặc nội dung</label> <input id="q" name="q" type="search" value="${query}"> <button>Tìm</button></p></form>`;
}

async function mailList(data: string, query: string): Promise<Html> {
  const names = (await filesOf(join(data, 'mail'), '.eml')).toReversed();
  const rows: { name: string; mail: Email }[] = [];
  for (const name of names) {
    if (rows.length >= shown) break;
    const mail = await readMail(join(data, 'mail', name));
    if (mail && (query === '' || `${toOf(mail)} ${mail.subject ?? ''} ${mail.text ?? ''}`.toLowerCase().includes(query))) rows.push({ name, mail });
  }
  return layout('Thư đã gửi', html`${searchForm(query)}<p>${names.length} thư; hiện ${rows.length} thư mới nhất.</p>
<div class="wide" tabindex="0" role="region" aria-label="Danh sách thư"><table><thead><tr><th scope="col">Lúc</th><th scope="col">Tới</th><th scope="col">Tiêu đề</th></tr></thead>
<tbody>${rows.map(({ name, mail }) => html`<tr><td>${timeOf(mail.date)}</td><td>${toOf(mail)}</td><td><a href="/mail/${name}">${mail.subject ?? '(không có tiêu đề)'}</a></td></tr>`)}</tbody></table></div>`);
}

function oneMail(mail: Email): Html {
  return layout(mail.subject ?? '(không có tiêu đề)', html`<p>Từ: ${mail.from?.address ?? ''}<br>Tới: ${toOf(mail)}<br>Lúc: ${timeOf(mail.date)}</p><pre>${linked(mail.text ?? '')}</pre>`);
}

async function smsList(data: string, query: string): Promise<Html> {
  const names = (await filesOf(join(data, 'sms'), '.json')).toReversed().slice(0, 1_000);
  const all = await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(data, 'sms', name), 'utf8')) as Sms));
  const rows = all.sort((one, other) => other.at.localeCompare(one.at)).filter((sms) => query === '' || `${sms.to} ${sms.text}`.toLowerCase().includes(query)).slice(0, shown);
  return layout('Tin nhắn đã gửi', html`${searchForm(query)}<p>Hiện ${rows.length} tin mới nhất.</p>
<div class="wide" tabindex="0" role="region" aria-label="Danh sách tin nhắn"><table><thead><tr><th scope="col">Lúc</th><th scope="col">Tới</th><th scope="col">Nội dung</th></tr></thead>
<tbody>${rows.map((sms) => html`<tr><td>${timeOf(sms.at)}</td><td>${sms.to}</td><td>${linked(sms.text)}</td></tr>`)}</tbody></table></div>`);
}

/** Addresses in the text become links; everything else is escaped. */
function linked(text: string): Html[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, at) => (at % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : html`${part}`));
}

async function readMail(path: string): Promise<Email | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : await PostalMime.parse(bytes);
}

async function filesOf(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(ending) && !name.startsWith('.')).sort();
}

const toOf = (mail: Email): string => (mail.to ?? []).map((one) => one.address ?? '').join(', ');

const hours = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' });
const timeOf = (date: string | undefined): string => (date === undefined || Number.isNaN(Date.parse(date)) ? '' : hours.format(new Date(date)));
