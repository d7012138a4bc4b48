import type { ImportMode, RowVerdict } from './import.ts';
import type { Text } from './plan.ts';
import { clean } from './text.ts';

/** Field key → value as the sheet's rules write it: dates `YYYY-MM-DD`, choices by value, '' for an empty cell. */
export type RowValues = Readonly<Record<string, string>>;
export type FieldProblem = { field: string | null; problem: Text };
export type FieldDiff = Record<string, { from: string; to: string }>;

/** What a row of the file meets in the database and in the file itself. */
export type Meeting = {
  /** The record with the row's key; only fields that the record keeps. `same`: fields compared elsewhere (sealed numbers) and found equal. */
  target: { values: RowValues; ours: boolean; same?: readonly string[] } | null;
  /** The row above that has the same key, or is the same child. */
  earlierRow: number | null;
  /** Why a row without a record is one that exists already under another key. */
  twin: Text | null;
  /** What a person has to decide. */
  candidate: Text | null;
  problems: readonly FieldProblem[];
};

export type JudgedRow = { verdict: RowVerdict; diff: FieldDiff; problems: FieldProblem[] };

/** Field by field what would change. An empty cell says nothing: it never wipes out what is known. */
export function diffOf(values: RowValues, target: NonNullable<Meeting['target']>): FieldDiff {
  const diff: FieldDiff = {};
  for (const [field, given] of Object.entries(values)) {
    const from = target.values[field];
    const to = clean(given);
    if (to === '' || from === undefined || target.same?.includes(field) || clean(from) === to) continue;
    diff[field] = { from, to: given };
  }
  return diff;
}

const say = (problem: Text): FieldProblem => ({ field: null, problem });

/** What the row would do. Mistakes of the file come first, then whose the record is, then what only a person can know. */
export function judgeRow(values: RowValues, faults: readonly FieldProblem[], meeting: Meeting, mode: ImportMode): JudgedRow {
  const problems = [...faults, ...meeting.problems];
  const as = (verdict: RowVerdict, more: readonly FieldProblem[] = [], diff: FieldDiff = {}): JudgedRow => ({ verdict, diff, problems: [...problems, ...more] });
  if (problems.length > 0) return as('error');
  if (meeting.earlierRow !== null) return as('duplicate', [say(sameRow(meeting.earlierRow))]);
  const { target } = meeting;
  if (target && !target.ours) return as('not-ours', [say(notOurs)]);
  if (!target && meeting.twin) return as('duplicate', [say(meeting.twin)]);
  if (!target && mode === 'update') return as('error', [say(nothingToUpdate)]);
  const diff = target ? diffOf(values, target) : {};
  if (target && Object.keys(diff).length === 0) return as('unchanged');
  if (target && mode === 'add') return as('duplicate', [say(onlyAdds)], diff);
  if (meeting.candidate) return as('candidate', [say(meeting.candidate)], diff);
  return target ? as('changed', [], diff) : as('new');
}

const sameRow = (row: number): Text => ({
  vi: `Trùng với dòng ${row} của tệp này. Hãy giữ một dòng và xoá dòng kia.`,
  en: `The same as row ${row} of this file. Keep one and delete the other.`,
});
const notOurs: Text = {
  vi: 'Bản ghi này thuộc đơn vị khác nên không sửa được từ tệp này. Nếu đơn vị kia sai, hãy gửi đề nghị nhận học sinh hoặc báo cấp trên.',
  en: 'This record belongs to another unit and is left alone. If that is wrong, claim it or tell the tier above.',
};
const nothingToUpdate: Text = {
  vi: 'Chưa có bản ghi này để cập nhật. Hãy sửa mã cho đúng, hoặc nạp lại với chế độ "thêm và cập nhật".',
  en: 'There is no such record to update. Correct the code, or load again with "add and update".',
};
const onlyAdds: Text = {
  vi: 'Đã có bản ghi này; chế độ "chỉ thêm mới" không sửa bản ghi cũ.',
  en: 'This record exists; "add only" changes no existing record.',
};
