import { sessionVerbs } from './routes/session.ts';
import type { Verb } from './verb.ts';

/** Every described route of `/api`, in the order in which they match. */
export const verbs: readonly Verb[] = [...sessionVerbs];
