import { HttpError } from 'ra-core';
import type { ApiError } from './http.ts';
import { uploadHeaders } from './http.ts';

/** `fetch` tells no progress of what it sends, so this one request is an XMLHttpRequest. Gives the server's answer. */
export function upload(path: string, file: File, onProgress: (percent: number) => void, key?: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(uploadHeaders())) request.setRequestHeader(name, value);
    if (key !== undefined) request.setRequestHeader('Idempotency-Key', key);
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(Math.round((event.loaded / event.total) * 100));
    });
    request.addEventListener('error', () => reject(new HttpError('ra.notification.http_error', 0, {})));
    request.addEventListener('load', () => {
      const answer = parsed(request.responseText);
      if (request.status < 300) return resolve(answer);
      const { error } = answer;
      return reject(new HttpError(error?.message ?? 'ra.notification.http_error', request.status, error ? { error } : {}));
    });
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

function parsed(text: string): { error?: ApiError } {
  try {
    return JSON.parse(text) as { error?: ApiError };
  } catch {
    return {};
  }
}
