/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { FC } from 'hono/jsx';
import { href, Layout, ProblemSummary, wordsOf } from './layout.tsx';
import type { Frame } from './layout.tsx';

/** By POST: neither the number nor the password ends in a log or a history. */
export const SignInPage: FC<{ frame: Frame; number: string; nothingFound: boolean }> = ({ frame, number, nothingFound }) => {
  const w = wordsOf(frame);
  return (
    <Layout frame={frame} title={w.signInTitle} wrong={nothingFound}>
      <ProblemSummary frame={frame} problems={nothingFound ? [{ id: 'number', text: w.signInNone }] : []} />
      <p>{w.signInLead}</p>
      <form method="post" action={href('/dang-nhap', frame.lang)} novalidate>
        <fieldset class={nothingFound ? 'wrong' : ''}>
          <label class="text" for="number">
            {w.signInNumber}
          </label>
          <p class="hint" id="number-hint">
            {w.signInNumberHint}
          </p>
          {nothingFound && (
            <p class="problem" id="number-problem">
              {w.signInNone}
            </p>
          )}
          <input
            type="text"
            id="number"
            name="number"
            value={number}
            inputmode="numeric"
            autocomplete="username"
            spellcheck={false}
            aria-describedby={nothingFound ? 'number-hint number-problem' : 'number-hint'}
            {...(nothingFound && { 'aria-invalid': 'true' as const })}
          />
        </fieldset>
        <fieldset class={nothingFound ? 'wrong' : ''}>
          <label class="text" for="password">
            {w.signInPassword}
          </label>
          <p class="hint" id="password-hint">
            {w.signInPasswordHint}
          </p>
          <input type="password" id="password" name="password" autocomplete="current-password" autocapitalize="characters" aria-describedby="password-hint" />
        </fieldset>
        <button type="submit">{w.signInButton}</button>
      </form>
      <p>{w.signInNoPassword}</p>
      <p>
        <a href={href('/tra-cuu', frame.lang)}>{w.signInToLookup}</a>
      </p>
    </Layout>
  );
};
