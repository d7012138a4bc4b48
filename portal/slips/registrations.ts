import type { Readable } from 'node:stream';
import { printJob } from './print.ts';
import type { RegistrationPage } from './registration-sheet.ts';

/** The registration slips of a class, one a page, laid out in a process of its own like the confirmation slips. */
export function printRegistrations(registrations: readonly RegistrationPage[]): Readable {
  return printJob({ registrations });
}
