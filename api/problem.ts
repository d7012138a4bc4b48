import type { Text } from '../domain/plan.ts';

export type Lang = 'vi' | 'en';
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 503;
type More = { fields?: Record<string, Text>; by?: { name: string; unit: string }; headers?: Record<string, string> };

/** What goes wrong for a person: one shape over HTTP, with a sentence that says what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: ProblemStatus;
  readonly code: string;
  readonly say: Text;
  readonly more: More;

  constructor(status: ProblemStatus, code: string, say: Text, more: More = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.say = say;
    this.more = more;
  }

  /** `{error: {code, message, fields?, by?}}` in the reader's language. */
  body(lang: Lang): { error: { code: string; message: string; fields?: Record<string, string>; by?: { name: string; unit: string } } } {
    const { fields, by } = this.more;
    const told = fields && Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, text[lang]]));
    return { error: { code: this.code, message: this.say[lang], ...(told && { fields: told }), ...(by && { by }) } };
  }
}

/** Missing and not visible are the same answer, so that ids cannot be probed. */
export const notFound = () =>
  new Problem(404, 'not-found', {
    vi: 'Không tìm thấy, hoặc bạn không có quyền xem. Hãy kiểm tra lại đường dẫn.',
    en: 'Not found, or not yours to see. Check the address.',
  });

export const signInFirst = () =>
  new Problem(401, 'sign-in-first', { vi: 'Phiên làm việc đã hết. Hãy đăng nhập lại.', en: 'Your session has ended. Sign in again.' });

export const notAllowed = () =>
  new Problem(403, 'not-allowed', {
    vi: 'Vai trò của bạn không được làm việc này. Hãy nhờ người có thẩm quyền hoặc xin uỷ quyền.',
    en: 'Your role may not do this. Ask somebody who may, or to be delegated.',
  });

export const badInput = (fields: Record<string, Text>) =>
  new Problem(
    422,
    'bad-input',
    {
      vi: 'Dữ liệu chưa đúng. Hãy sửa các mục được đánh dấu rồi gửi lại.',
      en: 'The input is not right. Correct the marked fields and send again.',
    },
    { fields },
  );

export const badField = (field: string, vi: string, en: string) => badInput({ [field]: { vi, en } });

export const engineAway = () =>
  new Problem(
    503,
    'engine-away',
    {
      vi: 'Máy điều phối đang tạm dừng. Nội dung của bạn đã được giữ; hãy bấm lại sau ít phút.',
      en: 'The engine is away. What you entered is kept; press again in a few minutes.',
    },
    { headers: { 'Retry-After': '10' } },
  );

export const changedMeanwhile = () =>
  new Problem(409, 'changed-meanwhile', {
    vi: 'Nội dung vừa được người khác thay đổi. Hãy tải lại rồi làm tiếp.',
    en: 'Somebody changed this meanwhile. Reload, then go on.',
  });

export const somethingBroke = () =>
  new Problem(500, 'something-broke', {
    vi: 'Hệ thống gặp sự cố; việc này chưa được ghi nhận. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên.',
    en: 'Something broke; nothing was recorded. Try again; if it persists, tell the administrator.',
  });

export const tooLarge = () => new Problem(413, 'too-large', { vi: 'Nội dung quá dài. Hãy rút gọn.', en: 'The body is too large.' });
