import { useQuery } from '@tanstack/react-query';
import type { PolicyAction } from '../../domain/policy.ts';
import { getJson, patch, post, put, remove, setCsrf } from './http.ts';
import { paths } from './paths.ts';
import type { Preferences, Session } from './records.ts';

let known: Promise<Session> | null = null;

const remember = (session: Session): Session => {
  setCsrf(session.csrf);
  return session;
};

/** The signed-in person, asked for once; a refusal is not remembered. */
export function currentSession(): Promise<Session> {
  known ??= getJson<Session>(paths.session())
    .then(remember)
    .catch((error: unknown) => {
      known = null;
      throw error;
    });
  return known;
}

export function forgetSession(): void {
  known = null;
  setCsrf('');
}

export async function signIn(username: string, password: string): Promise<Session> {
  const session = remember(await post<Session>(paths.session(), { username, password }));
  known = Promise.resolve(session);
  return session;
}

export async function changePassword(body: { current: string; next: string }): Promise<Session> {
  const session = remember(await put<Session>(paths.ownPassword(), body));
  known = Promise.resolve(session);
  return session;
}

export async function signOut(): Promise<void> {
  try {
    await remove(paths.session());
  } finally {
    forgetSession();
  }
}

/** Kept with the account, so that another machine looks the same. */
export const keepPreferences = (preferences: Preferences): Promise<Session> => patch<Session>(paths.session(), { preferences });

export function useSession(): Session | undefined {
  return useQuery({ queryKey: ['session'], queryFn: currentSession, staleTime: Infinity }).data;
}

/** May the person do this somewhere? The server decides again, about the very thing. */
export function useMay(action: PolicyAction): boolean {
  return useSession()?.abilities.includes(action) ?? false;
}
