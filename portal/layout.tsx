/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child, FC } from 'hono/jsx';
import { words } from './words.ts';
import type { Lang, Words } from './words.ts';

/** What every page knows. `path`: of this page, for the language switch; a page made by POST has none. */
export type Frame = {
  lang: Lang;
  rehearsal: boolean;
  publicUrl: string;
  path: string | null;
  school: { name: string; phone: string | null } | null;
};

/** Keeps the chosen language on a link or form. */
export function href(path: string, lang: Lang): string {
  return lang === 'en' ? `${path}?lang=en` : path;
}

export function wordsOf(frame: Frame): Words {
  return words[frame.lang];
}

type LayoutProps = { frame: Frame; title: string; wrong?: boolean; children?: Child };

export const Layout: FC<LayoutProps> = ({ frame, title, wrong = false, children }) => {
  const w = wordsOf(frame);
  const other = frame.lang === 'en' ? 'vi' : 'en';
  return (
    <html lang={frame.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <title>{`${wrong ? w.errorPrefix : ''}${frame.rehearsal ? '[DIỄN TẬP] ' : ''}${title} — Mùa`}</title>
        <link rel="stylesheet" href="/portal.css" />
      </head>
      <body>
        <a class="skip" href="#main">
          {w.skip}
        </a>
        {frame.rehearsal && (
          <p class="trial" role="note">
            {w.rehearsal}
          </p>
        )}
        <header class="top">
          <strong>{w.service}</strong>
          {frame.path !== null && (
            <a href={href(frame.path, other)} lang={other} hreflang={other}>
              {w.other}
            </a>
          )}
        </header>
        <main id="main" tabindex={-1}>
          <h1>{title}</h1>
          {children}
        </main>
        <footer>
          {frame.school && <Contact frame={frame} />}
          <p>{w.never}</p>
          <p>
            {w.official}: {frame.publicUrl}
          </p>
        </footer>
      </body>
    </html>
  );
};

const Contact: FC<{ frame: Frame }> = ({ frame }) => {
  const w = wordsOf(frame);
  const phone = frame.school?.phone ?? null;
  return (
    <p>
      {phone === null ? w.noPhone : w.call} — {frame.school?.name}
      {phone !== null && (
        <>
          : <a href={`tel:${phone}`}>{phone}</a>
        </>
      )}
    </p>
  );
};

/** GOV.UK pattern: every problem at the top, each a link to its field; read first by a screen reader. */
export const ProblemSummary: FC<{ frame: Frame; problems: readonly { id: string; text: string }[] }> = ({ frame, problems }) => {
  if (problems.length === 0) return null;
  return (
    <div class="summary" role="alert" tabindex={-1}>
      <h2>{wordsOf(frame).problems}</h2>
      <ul>
        {problems.map((one) => (
          <li>
            <a href={`#${one.id}`}>{one.text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
};
