/** A phone without JavaScript: pages, their forms and links. Enough for the portal, and no more. */
export type Field = { name: string; type: string; value: string; checked: boolean; options: string[] };
export type Form = { action: string; method: 'get' | 'post'; fields: Field[]; buttons: { name: string; value: string; text: string }[] };
export type Page = { url: string; status: number; html: string; text: string; forms: Form[]; links: { href: string; text: string }[] };

export type Browser = { open(url: string): Promise<Page>; submit(form: Form, values: readonly (readonly [string, string])[]): Promise<Page> };

const redirects = 5;

export function createBrowser(signal: AbortSignal, http: typeof fetch = fetch): Browser {
  const cookies = new Map<string, string>();
  const load = async (url: string, init: RequestInit, left = redirects): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await http(url, {
      ...init, redirect: 'manual', signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
      headers: { ...(init.headers as Record<string, string> | undefined), ...(cookie === '' ? {} : { cookie }), 'accept-language': 'vi', accept: 'text/html' },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const to = answer.headers.get('location');
    if (to !== null && answer.status >= 300 && answer.status < 400 && left > 0) {
      await answer.body?.cancel();
      return await load(new URL(to, url).href, { method: 'GET' }, left - 1);
    }
    return parsePage(url, answer.status, await answer.text());
  };
  return {
    open: async (url) => await load(url, { method: 'GET' }),
    submit: async (form, values) => {
      const body = new URLSearchParams(values.map(([name, value]): [string, string] => [name, value]));
      if (form.method === 'get') return await load(`${form.action.split('?')[0]}?${body.toString()}`, { method: 'GET' });
      return await load(form.action, { method: 'POST', body: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(form.action).origin } });
    },
  };
}

export function parsePage(url: string, status: number, html: string): Page {
  return {
    url, status, html, text: textOf(html),
    links: [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi)].flatMap(([, tag = '', inner = '']) => {
      const href = attributes(tag)['href'];
      return href === undefined ? [] : [{ href: new URL(href, url).href, text: textOf(inner) }];
    }),
    forms: [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, tag = '', inner = '']) => {
      const form = attributes(tag);
      return {
        action: new URL(form['action'] ?? url, url).href, method: form['method']?.toLowerCase() === 'post' ? 'post' : 'get',
        fields: fieldsOf(inner),
        buttons: [...inner.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)].map(([, button = '', label = '']) => ({
          name: attributes(button)['name'] ?? '', value: attributes(button)['value'] ?? '', text: textOf(label),
        })),
      };
    }),
  };
}

function fieldsOf(html: string): Field[] {
  const inputs = [...html.matchAll(/<input\b([^>]*)>/gi)].map(([, tag = '']) => {
    const one = attributes(tag);
    return { name: one['name'] ?? '', type: one['type']?.toLowerCase() ?? 'text', value: one['value'] ?? '', checked: 'checked' in one, options: [] };
  });
  const areas = [...html.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/gi)].map(([, tag = '', inner = '']) => ({
    name: attributes(tag)['name'] ?? '', type: 'textarea', value: unescape(inner), checked: false, options: [],
  }));
  const selects = [...html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gi)].map(([, tag = '', inner = '']) => {
    const options = [...inner.matchAll(/<option\b([^>]*)>/gi)].map(([, option = '']) => attributes(option));
    const chosen = options.find((option) => 'selected' in option) ?? options[0];
    return { name: attributes(tag)['name'] ?? '', type: 'select', value: chosen?.['value'] ?? '', checked: false, options: options.map((option) => option['value'] ?? '') };
  });
  return [...inputs, ...areas, ...selects].filter((field) => field.name !== '');
}

/** What a browser would send of a form as it stands, buttons apart. */
export function standing(form: Form): [string, string][] {
  return form.fields.filter((field) => !['checkbox', 'radio'].includes(field.type) || field.checked).map((field) => [field.name, field.value]);
}

/** What the paragraph (or cell, or heading) of an id says; '' without one. */
export function textAt(page: Page, id: string): string {
  const from = page.html.split(`id="${id}"`)[1] ?? '';
  return textOf(/^[^>]*>([\s\S]*?)<\/(?:p|div|li|dd|td|h[1-6])>/i.exec(from)?.[1] ?? '');
}

function attributes(tag: string): Record<string, string> {
  return Object.fromEntries([...tag.matchAll(/([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)].map(([, name = '', double, single, bare]) => [name.toLowerCase(), unescape(double ?? single ?? bare ?? '')]));
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const unescape = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
    decimal ? String.fromCodePoint(Number(decimal)) : hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : (entities[name ?? ''] ?? whole));
const textOf = (html: string): string => unescape(html.replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').trim();
