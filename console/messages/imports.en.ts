import type { importsVi } from './imports.vi.ts';

export const importsEn: typeof importsVi = {
  intro: 'Load lists from Excel, look before anything is written, and take a whole load back. What you download can be loaded again.',
  load: 'Load a list', loadIntro: 'The file is read as a dry run. Nothing is written until you have seen the outcome and commit it.',
  none: 'No list was loaded yet', noneHint: 'Download the template, fill it in with Excel, and load it here.',
  kindLabel: 'Kind of list', file: 'File', rows: 'Rows', at: 'Loaded at', what: 'Which list', unit: 'For the unit', unitHint: 'The unit of the records in the file; it may be one below yours.',
  modeLabel: 'How to write', templates: 'Templates', templatesHint: 'The template has drop-downs of the unit’s classes, schools and places. A school’s own Excel works too: its columns are asked once and remembered. Personal numbers are left empty in the download; an empty cell wipes out nothing.',
  template: 'Download an empty template', present: 'Download the present data', send: 'Send the file', dropHere: 'Drop an Excel file (.xlsx, .xls) or CSV here, or:', choose: 'Choose a file…',
  kind: { pupils: 'Pupils (sector database template)', m1: 'Form M1: places proposed', m2: 'Form M2: where pupils live', places: 'Catalogue of places', quotas: 'Quotas and criteria', zones: 'Zones', staff: 'Staff accounts', feeder: 'Pupils of a school outside the software' },
  about: {
    title: 'This load', pupils: 'Adds pupils, or corrects them by their code.', m1: 'Groups and hamlets the school misses; the tier above accepts them.', m2: 'Each pupil with the commune and hamlet where they live.',
    places: 'Communes, groups and hamlets kept by the district or commune.', quotas: 'Classes, seats, criteria and papers of each school.', zones: 'Which place goes to which school, by intake.', staff: 'Accounts of the unit; passwords are set apart, not in the file.', feeder: 'A list by template from a school that does not use the software.',
  },
  mode: { add: 'Add only', update: 'Update existing records only', both: 'Add and update' },
  state: { queued: 'Waits to be read', reading: 'Being read', ready: 'Waits for a decision', committing: 'Being written', committed: 'Written', undoing: 'Being undone', undone: 'Undone', refused: 'Not readable', cancelled: 'Cancelled' },
  moving: { queued: 'Waiting to be read…', reading: 'Reading: %{done} of about %{total} rows', committing: 'Writing: %{done} of %{total} rows', undoing: 'Putting everything back as it was…' },
  dry: 'This is a dry run. Nothing has been written.', mapFirst: 'Not every required column was recognised. Choose the columns; next time they are remembered.',
  loadedBy: 'Loaded by', committedBy: 'Written by', undoneBy: 'Undone by',
  commit: 'Write %{smart_count} rows', commitGood: 'Write the %{smart_count} good rows only', marked: 'Download the file with %{smart_count} rows marked', map: 'Choose columns', cancel: 'Cancel', undo: 'Undo the whole load', back: 'Back', yes: 'Yes',
  ask: { commit: 'Write the whole file?', good: 'Write the good rows only?', cancel: 'Cancel this load?', undo: 'Undo the whole load?' },
  askMore: {
    commit: '%{writes} rows are added or changed. It can be undone while nothing else depends on it.', good: '%{writes} good rows are written, %{error} wrong ones left. Download the marked file, correct it and load it again.',
    cancel: 'No row is written. What a running commit has written is put back.', undo: 'Records that were added go, changed ones return to what they were before this load.',
  },
  told: { commit: 'Being written.', cancel: 'Cancelled.', undo: 'Being undone.' },
  mapHint: 'Fields with * are required. The choice is remembered for your unit.', noColumn: '(not in the file)', column: 'Column %{number}', readAgain: 'Read again by these columns',
  verdicts: 'Outcome by kind', verdict: { new: 'New', changed: 'Changed', unchanged: 'Unchanged', duplicate: 'Duplicate', 'not-ours': 'Another unit’s', candidate: 'A person chooses', error: 'Wrong' },
  row: 'Row %{number}', rowHead: 'Row', record: 'Record', effect: 'What happens', empty: '(empty)', written: 'Written',
};
