import type { SeasonClock } from '../../../domain/clock.ts';
import type { Choices, Colleagues, Season } from '../../provider/records.ts';

/** What the wizard gathers; becomes the body of POST or PATCH /api/seasons. */
export type SeasonDraft = {
  planKey: string | null;
  year: number;
  title: string;
  mode: SeasonClock['mode'];
  startsOn: string;
  dayMs: number;
  colleagues: boolean;
  choices: Choices;
};

export const emptyDraft = (today: string): SeasonDraft => ({
  planKey: null, year: Number(today.slice(0, 4)), title: '', mode: 'live', startsOn: today, dayMs: 2000, colleagues: true, choices: {},
});

export const draftOf = (season: Season): SeasonDraft => ({
  planKey: season.planKey,
  year: season.year,
  title: season.title,
  mode: season.clock.mode,
  startsOn: season.clockOptions.startsOn ?? '',
  dayMs: season.clockOptions.dayMs ?? 2000,
  colleagues: season.colleagues !== null,
  choices: season.choices,
});

export const clockOptionsOf = (draft: SeasonDraft): { startsOn?: string; dayMs?: number } =>
  draft.mode === 'shifted' ? { startsOn: draft.startsOn } : draft.mode === 'rehearsal' ? { dayMs: draft.dayMs } : {};

export type SeasonBody = {
  planKey: string;
  year: number;
  title: string;
  clock: { mode: SeasonClock['mode']; startsOn?: string; dayMs?: number };
  choices: Choices;
  colleagues?: Colleagues;
};

export function bodyOf(draft: SeasonDraft, colleagues: Colleagues): SeasonBody {
  return {
    planKey: draft.planKey ?? '',
    year: draft.year,
    title: draft.title.trim(),
    clock: { mode: draft.mode, ...clockOptionsOf(draft) },
    choices: draft.choices,
    ...(draft.mode === 'rehearsal' && draft.colleagues ? { colleagues } : {}),
  };
}
