/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { FC } from 'hono/jsx';
import { DateInputs } from './field-input.tsx';
import { href, Layout, ProblemSummary, wordsOf } from './layout.tsx';
import type { Frame } from './layout.tsx';

/** By POST: neither the number nor the birthday ends in a log or a history. */
export const LookupPage: FC<{ frame: Frame; typed: Readonly<Record<string, string>>; nothingFound: boolean }> = ({
  frame,
  typed,
  nothingFound,
}) => {
  const w = wordsOf(frame);
  return (
    <Layout frame={frame} title={w.lookupTitle} wrong={nothingFound}>
      <ProblemSummary frame={frame} problems={nothingFound ? [{ id: 'reference', text: w.lookupNone }] : []} />
      <p>{w.lookupLead}</p>
      <form method="post" action={href('/tra-cuu', frame.lang)} novalidate>
        <fieldset class={nothingFound ? 'wrong' : ''}>
          <label class="text" for="reference">
            {w.lookupReference}
          </label>
          <p class="hint" id="reference-hint">
            {w.lookupReferenceHint}
          </p>
          {nothingFound && (
            <p class="problem" id="reference-problem">
              {w.lookupNone}
            </p>
          )}
          <input
            type="text"
            id="reference"
            name="reference"
            value={typed['reference'] ?? ''}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby={nothingFound ? 'reference-hint reference-problem' : 'reference-hint'}
            aria-invalid={nothingFound ? 'true' : 'false'}
          />
        </fieldset>
        <fieldset aria-describedby="birth-hint">
          <legend>{w.lookupBirth}</legend>
          <p class="hint" id="birth-hint">
            {w.lookupBirthHint}
          </p>
          <DateInputs frame={frame} name="birth" typed={typed} wrong={nothingFound} />
        </fieldset>
        <button type="submit">{w.lookupButton}</button>
      </form>
      <p>
        <a href={href('/dang-nhap', frame.lang)}>{w.lookupToSignIn}</a>
      </p>
    </Layout>
  );
};
