/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { FC } from 'hono/jsx';
import { zonedIntakes } from '../domain/zoning.ts';
import { dayMonthYear } from '../domain/slip.ts';
import type { FoundPlace, PlaceAnswer, PublicSchool } from '../db/queries/public-zones.ts';
import { href, Layout } from './layout.tsx';
import type { Frame } from './layout.tsx';
import { zoneWords } from './zone-words.ts';

/** "Which school is mine": search by place, nothing personal asked or shown. */
export const PlaceSearchPage: FC<{ frame: Frame; typed: string; found: readonly FoundPlace[] | null; open: boolean }> = ({ frame, typed, found, open }) => {
  const w = zoneWords[frame.lang];
  return (
    <Layout frame={frame} title={w.title}>
      {open ? (
        <>
          <p>{w.lead}</p>
          <form method="get" action="/tuyen">
            {frame.lang === 'en' && <input type="hidden" name="lang" value="en" />}
            <label class="text" for="q">{w.search}</label>
            <p class="hint" id="q-hint">{w.hint}</p>
            <input type="text" id="q" name="q" value={typed} maxlength={100} aria-describedby="q-hint" />
            <button type="submit">{w.button}</button>
          </form>
          {found !== null && found.length === 0 && <p class="problem" role="status">{w.none}</p>}
          {found !== null && found.length > 0 && (
            <>
              <h2>{w.found}</h2>
              <ul>{found.map((one) => <li key={one.id}><a href={href(`/tuyen/${one.id}`, frame.lang)}>{[one.name, one.above, one.unitName].filter((part) => part !== '').join(', ')}</a></li>)}</ul>
            </>
          )}
        </>
      ) : <p role="status">{w.notYet}</p>}
      <p class="hint">{w.noCost}</p>
    </Layout>
  );
};

export const PlacePage: FC<{ frame: Frame; answer: PlaceAnswer; year: number }> = ({ frame, answer, year }) => {
  const w = zoneWords[frame.lang];
  const { place, schools } = answer;
  return (
    <Layout frame={frame} title={`${[place.name, place.above].filter((part) => part !== '').join(', ')} · ${year}`}>
      {zonedIntakes.map((intake) => {
        const mine = schools.filter((one) => one.intake === intake);
        return (
          <section key={intake}>
            <h2>{w.intake[intake]}</h2>
            {mine.length === 0 && <p>{w.noSchool} {place.unitName}.</p>}
            {mine.map((one) => (
              <div key={one.schoolCode}>
                <p><strong><a href={href(`/truong/${one.schoolCode}`, frame.lang)}>{one.schoolName}</a></strong>{one.seats !== null && <> · {w.seats}: {one.seats}</>}</p>
                <p>
                  {w.because}: {place.name} {one.viaId === place.id ? w.own : `${w.via} ${one.viaName}, ${w.whose}`}{' '}
                  {one.decision !== null && <>{w.by} {one.decision}{one.signedOn !== null && <> {w.signed} {dayMonthYear(one.signedOn)}</>}. </>}{w.from} {dayMonthYear(one.validFrom)}.
                </p>
              </div>
            ))}
            {mine.length > 1 && mine.every((one) => one.shared) && <p class="hint">{w.shared}</p>}
          </section>
        );
      })}
      <p><a href={href('/tuyen', frame.lang)}>{w.again}</a></p>
      <p class="hint">{w.noCost}</p>
    </Layout>
  );
};

export const SchoolPage: FC<{ frame: Frame; school: PublicSchool; year: number }> = ({ frame, school, year }) => {
  const w = zoneWords[frame.lang];
  return (
    <Layout frame={frame} title={`${school.name} · ${year}`}>
      <p>{school.unitName}{school.decision !== null && <> · {w.by} {school.decision}</>}{school.phone !== null && <> · {w.phone}: <a href={`tel:${school.phone}`}>{school.phone}</a></>}</p>
      {school.quotas.map((one) => (
        <section key={one.intake}>
          <h2>{w.intake[one.intake]}</h2>
          <p>{w.seats}: <strong>{one.seats}</strong>{one.lastYear !== null && <> ({w.lastYear}: {one.lastYear})</>} · {one.classes} {w.classes}</p>
          {one.criteria !== '' && <p>{w.criteria}: {one.criteria}</p>}
          {one.papers.length > 0 && <><h3>{w.papers}</h3><ul>{one.papers.map((paper) => <li key={paper}>{paper}</li>)}</ul></>}
          {one.forms.length > 0 && <><h3>{w.forms}</h3><ul>{one.forms.map((form) => <li key={form.url}><a href={form.url} rel="noopener nofollow">{form.title}</a></li>)}</ul></>}
          <h3>{w.zone}</h3>
          <ul>{school.places.filter((place) => place.intake === one.intake).map((place) => <li key={`${place.above}/${place.name}`}>{[place.name, place.above].filter((part) => part !== '').join(', ')}{place.shared && ' *'}</li>)}</ul>
        </section>
      ))}
      <p><a href={href('/tuyen', frame.lang)}>{w.again}</a></p>
    </Layout>
  );
};

export const NoSchoolPage: FC<{ frame: Frame }> = ({ frame }) => {
  const w = zoneWords[frame.lang];
  return (
    <Layout frame={frame} title={w.title}>
      <p role="status">{w.noSuch}</p>
      <p><a href={href('/tuyen', frame.lang)}>{w.again}</a></p>
    </Layout>
  );
};
