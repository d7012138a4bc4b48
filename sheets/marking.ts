import type { SheetMapping, SheetProblem } from '../domain/sheet.ts';

/** Problems by the row's number in the file. */
export type Marks = ReadonlyMap<number, readonly SheetProblem[]>;
/** `column`: where the errors are written, from 0; `isOurs`: it holds those of an earlier time. */
export type Marking = { headerRow: number; column: number; isOurs: boolean; mapping: SheetMapping; marks: Marks };
