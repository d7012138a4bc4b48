import type { AuthProvider } from 'ra-core';
import { HttpError } from 'ra-core';
import type { PolicyAction } from '../../domain/policy.ts';
import { currentSession, forgetSession, signIn, signOut } from './session.ts';

/** Which ability opens which page; a resource not named is open to everybody signed in. */
const needed: Partial<Record<string, { read: PolicyAction; write?: PolicyAction }>> = {
  seasons: { read: 'season.read', write: 'season.prepare' },
  plans: { read: 'plan.read' },
  tasks: { read: 'task.read' },
  units: { read: 'unit.read', write: 'unit.edit' },
  staff: { read: 'staff.read', write: 'staff.edit' },
  pupils: { read: 'pupil.read' },
  confirmations: { read: 'confirmation.read' },
  disputes: { read: 'confirmation.read' },
  directives: { read: 'directive.read', write: 'directive.create' },
  notices: { read: 'notice.read' },
  holidays: { read: 'season.read', write: 'holiday.edit' },
  audit: { read: 'audit.read' },
};
const writing = new Set(['create', 'edit', 'delete', 'export-write']);
/** Pages whose address is react-admin's "edit" but that only show until a button is pressed. */
const pagesOnly = new Set(['tasks', 'seasons', 'disputes', 'confirmations', 'notices', 'pupils', 'audit', 'plans', 'directives']);

export const authProvider: AuthProvider = {
  login: async ({ username, password }: { username: string; password: string }) => {
    await signIn(username, password);
  },
  logout: async () => {
    await signOut().catch(() => undefined);
  },
  checkAuth: async () => {
    await currentSession();
  },
  checkError: (error: unknown) => {
    if (!(error instanceof HttpError) || error.status !== 401) return Promise.resolve();
    forgetSession();
    return Promise.reject(error);
  },
  getIdentity: async () => {
    const { staff } = await currentSession();
    return { id: staff.id, fullName: staff.name };
  },
  getPermissions: async () => (await currentSession()).abilities,
  canAccess: async ({ resource, action }) => {
    const rule = needed[resource];
    if (!rule) return true;
    const { abilities } = await currentSession();
    const asksToWrite = writing.has(action) && !(action === 'edit' && pagesOnly.has(resource));
    const ability = asksToWrite ? rule.write : rule.read;
    return ability !== undefined && abilities.includes(ability);
  },
};
