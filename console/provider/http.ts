import { HttpError } from 'ra-core';

/** What goes with each request; set by the session and the language switch. */
const shared = { csrf: '', locale: 'vi' };
export const setCsrf = (csrf: string): void => {
  shared.csrf = csrf;
};
export const setRequestLocale = (locale: string): void => {
  shared.locale = locale;
};

export type ApiError = {
  code: string;
  message: string;
  fields?: Record<string, string>;
  by?: { name: string; unit: string };
};

/** The error of a failed request, `null` for anything that is not one. */
export function apiErrorOf(error: unknown): (ApiError & { status: number }) | null {
  if (!(error instanceof HttpError)) return null;
  const { error: told } = error.body as { error?: ApiError };
  return { status: error.status, ...(told ?? { code: 'unknown', message: error.message }) };
}

type Sent = { method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: unknown; key?: string; signal?: AbortSignal };

type Answered<T> = { data: T; headers: Headers };

const offline = {
  vi: 'Không liên lạc được với máy chủ. Nội dung vẫn còn trên màn hình; hãy thử lại.',
  en: 'The server cannot be reached. What you typed is still here; try again.',
};

function failure(status: number, error: ApiError): HttpError {
  // react-admin shows `errors` beside the inputs they name.
  return new HttpError(error.message, status, { error, errors: { ...error.fields } });
}

function headersOf({ method = 'GET', body, key }: Sent): Headers {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': shared.locale });
  if (method !== 'GET') headers.set('X-CSRF-Token', shared.csrf);
  if (key) headers.set('Idempotency-Key', key);
  if (body !== undefined && !(body instanceof FormData)) headers.set('Content-Type', 'application/json');
  return headers;
}

/** JSON in, JSON out; a refusal is thrown as `HttpError` with the server's sentence. */
/** The type is the caller's claim about the route, as docs/interface.md states it. */
export async function ask<T>(path: string, sent: Sent = {}): Promise<Answered<T>> {
  const response = await request(path, sent);
  const text = await response.text();
  const json: unknown = text === '' ? null : parsed(text);
  if (response.ok) return { data: json as T, headers: response.headers };
  throw refusal(response, json);
}

/** A file that a POST makes, because making it changes something; a refusal is JSON as everywhere. */
export async function postForFile(path: string, body: unknown = {}): Promise<Blob> {
  const response = await request(path, { method: 'POST', body });
  if (response.ok) return await response.blob();
  throw refusal(response, parsed(await response.text()));
}

async function request(path: string, sent: Sent): Promise<Response> {
  const { method = 'GET', body, signal } = sent;
  try {
    return await fetch(path, {
      method,
      headers: headersOf(sent),
      credentials: 'same-origin',
      ...(signal ? { signal } : {}),
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw failure(0, { code: 'offline', message: shared.locale === 'en' ? offline.en : offline.vi });
  }
}

function refusal(response: Response, json: unknown): HttpError {
  const told = (json as { error?: ApiError } | null)?.error;
  return failure(response.status, told ?? { code: `http-${response.status}`, message: shared.locale === 'en' ? offline.en : offline.vi });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const getJson = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  (await ask<T>(path, signal ? { signal } : {})).data;
export const post = async <T>(path: string, body: unknown = {}, key?: string): Promise<T> =>
  (await ask<T>(path, { method: 'POST', body, ...(key ? { key } : {}) })).data;
export const put = async <T>(path: string, body: unknown, key?: string): Promise<T> => (await ask<T>(path, { method: 'PUT', body, ...(key ? { key } : {}) })).data;
export const patch = async <T>(path: string, body: unknown): Promise<T> => (await ask<T>(path, { method: 'PATCH', body })).data;
export const remove = async (path: string): Promise<void> => {
  await ask(path, { method: 'DELETE' });
};
/** For the one request that is not a fetch (an upload with progress). */
export const uploadHeaders = (): Record<string, string> => ({ 'X-CSRF-Token': shared.csrf, 'Accept-Language': shared.locale });
