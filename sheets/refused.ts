import type { Text } from '../domain/plan.ts';

/** The file is not taken; `why` says so to the person, with what to do. Nothing of its content is in it. */
export class SheetRefused extends Error {
  override readonly name = 'SheetRefused';
  readonly why: Text;

  constructor(vi: string, en: string) {
    super(en);
    this.why = { vi, en };
  }
}
