import type { MiddlewareHandler } from 'hono';
import type { Pool } from 'pg';
import { codeOf } from '../db/fault.ts';
import { CannotDecide, EngineAway } from './engine.ts';
import { badInput, changedMeanwhile, engineAway, Problem, somethingBroke } from './problem.ts';

const databaseAway = () =>
  new Problem(
    503,
    'database-away',
    {
      vi: 'Cơ sở dữ liệu đang tạm dừng; việc này chưa được ghi nhận. Hãy thử lại sau ít phút.',
      en: 'The database is away; nothing was recorded. Try again in a few minutes.',
    },
    { headers: { 'Retry-After': '10' } },
  );

const cannotDecide = () =>
  new Problem(422, 'cannot-decide', {
    vi: 'Nội dung này không ghi nhận được. Hãy tải lại trang, xem lại rồi gửi lần nữa; nếu vẫn không được, hãy báo quản trị viên.',
    en: 'This cannot be recorded. Reload, look at it again and send it once more; if it fails again, tell the administrator.',
  });

const busy = () =>
  new Problem(
    429,
    'busy',
    { vi: 'Hệ thống đang rất đông. Hãy thử lại sau vài giây.', en: 'Very busy. Try again in a few seconds.' },
    { headers: { 'Retry-After': '3' } },
  );

/** Every failure as a problem for people. What the schemas let through and Postgres cannot hold is still the sender's. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof EngineAway) return engineAway();
  if (thrown instanceof CannotDecide) return cannotDecide();
  const code = codeOf(thrown);
  if (code.startsWith('22'))
    return badInput({
      body: { vi: 'Có ký tự hoặc con số không lưu được. Hãy sửa lại.', en: 'A character or number cannot be stored. Correct it.' },
    });
  if (code === '40001' || code === '40P01' || code === '23505') return changedMeanwhile();
  if (
    code.startsWith('08') ||
    code.startsWith('57P') ||
    code === '53300' ||
    code === 'ECONNREFUSED' ||
    code === 'ECONNRESET' ||
    /Connection terminated/.test(messageOf(thrown))
  )
    return databaseAway();
  if (/timeout exceeded when trying to connect/.test(messageOf(thrown))) return busy();
  return somethingBroke();
}

const messageOf = (thrown: unknown) =>
  thrown instanceof Error ? `${thrown.message} ${thrown.cause instanceof Error ? thrown.cause.message : ''}` : '';

const MOST_WAITING = 200;

/** Above the ceiling new work is refused at once, rather than everybody's timing out. */
export function shed(pool: Pick<Pool, 'waitingCount'>): MiddlewareHandler {
  return async (_, next) => {
    if (pool.waitingCount > MOST_WAITING) throw busy();
    await next();
  };
}
