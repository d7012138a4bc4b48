import type { Context, Hono } from 'hono';
import { familyByPassword, openByPassword } from '../db/queries/parent-passwords.ts';
import { textOf } from './claim-form.ts';
import { langOf, looseFrame, page, seeOther } from './deps.ts';
import type { PortalParts } from './deps.ts';
import { SignInPage } from './sign-in-page.tsx';
import { PlainPage } from './state-pages.tsx';
import { words } from './words.ts';

export const signInPath = '/dang-nhap';

/**
 * HP-2023 step 6: personal number and issued password open the same pages as the link. What does not fit gives one answer, whether number or
 * password was wrong. The number's try is taken before the comparison and given back when it was right: a burst of requests cannot get past the limit.
 */
export function mountSignIn(app: Hono, parts: PortalParts): void {
  app.get(signInPath, async (c) => page(c, SignInPage({ frame: await looseFrame(parts, c, signInPath), number: '', nothingFound: false })));
  app.post(signInPath, async (c) => {
    const body = await c.req.formData().catch(() => new FormData());
    const number = textOf(body, 'number').slice(0, 40);
    const who = parts.addressOf(c);
    // Keyed, like the look-up itself: the table of tries holds no personal number.
    const counted = parts.secrets.index(number).toString('hex');
    const wait = (await parts.tries.blocked('sign', who)) ?? (await parts.tries.wrong('number', counted));
    if (wait !== null) return locked(parts, c, wait);
    const family = await familyByPassword(parts.db, { number, password: textOf(body, 'password') }, parts.secrets);
    if (family) {
      await parts.tries.right('number', counted);
      return seeOther(`/p/${await openByPassword(parts.db, family, parts.secrets, parts.realNow())}`, langOf(c));
    }
    const late = await parts.tries.wrong('sign', who);
    if (late !== null) return locked(parts, c, late);
    return page(c, SignInPage({ frame: await looseFrame(parts, c, signInPath), number, nothingFound: true }), 422);
  });
}

async function locked(parts: PortalParts, c: Context, wait: number): Promise<Response> {
  c.header('Retry-After', String(wait));
  const frame = await looseFrame(parts, c, null);
  return page(c, PlainPage({ frame, what: 'locked', link: { path: signInPath, label: words[frame.lang].signInAgain } }), 429);
}
