import type { Text } from '../../../domain/plan.ts';
import type { Work, WorkBlocker, WorkFigure, WorkScope } from '../../../domain/work.ts';
import type { Tx } from '../../client.ts';
import { countIdentities } from '../identity-state.ts';
import type { IdentityCounts } from '../identity-state.ts';
import type { ReadWork } from './work-state.ts';

const labels = {
  total: { vi: 'Số học sinh cuối cấp', en: 'Final-year pupils' },
  withNumber: { vi: 'Đã có số định danh', en: 'With a personal number' },
  missing: { vi: 'Chưa có số định danh', en: 'Without a personal number' },
  doubtful: { vi: 'Số còn nghi vấn (cơ sở dữ liệu dân cư không xác nhận)', en: 'Doubtful: not confirmed by the population database' },
  matched: { vi: 'Đã khớp với dân cư', en: 'Matched with the population database' },
  unchecked: { vi: 'Chưa đối chiếu', en: 'Not compared yet' },
  unmatched: { vi: 'Chưa khớp', en: 'Unmatched' },
  reported: { vi: 'Đã báo cáo, chờ Sở', en: 'Reported, waiting for the Sở' },
  settled: { vi: 'Sở đã giải quyết', en: 'Resolved by the Sở' },
} as const satisfies Record<string, Text>;
type Figure = keyof typeof labels;

const values = {
  total: (of) => of.total,
  withNumber: (of) => of.withNumber,
  missing: (of) => of.total - of.withNumber,
  doubtful: (of) => of.doubtful,
  matched: (of) => of.matched,
  unchecked: (of) => of.unchecked + of.sent,
  unmatched: (of) => of.mismatch + of['not-found'] + of['other-person'],
  reported: (of) => of.reported,
  settled: (of) => of.settled,
} as const satisfies Record<Figure, (of: IdentityCounts) => number>;

const queue = (filter: Record<string, unknown>): string => `/identity?filter=${encodeURIComponent(JSON.stringify(filter))}`;

type Rule = { code: string; count: (of: IdentityCounts) => number; message: (count: number) => Text; to: string };
const rules = {
  withoutReason: {
    code: 'number-without-reason', count: (of) => of.withoutReason, to: queue({ lacks: 'number-reason' }),
    message: (n) => ({ vi: `${n} em chưa có số định danh và chưa ghi lý do. Hãy nhập số, hoặc ghi vì sao chưa có.`, en: `${n} pupils have no number and no reason. Enter the number, or say why there is none.` }),
  },
  unchecked: {
    code: 'unchecked', count: (of) => of.unchecked + of.sent, to: '/identity-batches',
    message: (n) => ({ vi: `${n} em chưa được đối chiếu. Hãy gửi một đợt đối chiếu và chờ trả lời.`, en: `${n} pupils have not been compared. Send a batch and wait for its answers.` }),
  },
  undecided: {
    code: 'undecided', count: (of) => of.undecided, to: queue({ lacks: 'decision' }),
    message: (n) => ({ vi: `${n} em chưa khớp mà chưa có quyết định. Hãy chọn giá trị đúng, ghi số mới nhất, hoặc ghi lý do.`, en: `${n} unmatched pupils are undecided. Choose the right value, write the newest number, or give the reason.` }),
  },
  unreported: {
    code: 'unreported', count: (of) => of.unreported, to: queue({ lacks: 'proposal' }),
    message: (n) => ({ vi: `${n} em chưa khớp mà chưa báo cáo kèm đề xuất. Hãy mở từng em và ghi đề xuất.`, en: `${n} unmatched pupils have no proposal. Open each and propose how to help.` }),
  },
  unowned: {
    code: 'unowned', count: (of) => of.unreported, to: queue({ lacks: 'proposal' }),
    message: (n) => ({ vi: `${n} em chưa khớp mà trường chưa báo cáo. Hãy nhắc trường, hoặc ghi ngay cách giải quyết cho từng em.`, en: `${n} unmatched pupils were never reported. Remind the school, or resolve each yourself.` }),
  },
  unresolved: {
    code: 'unresolved', count: (of) => of.unresolved, to: queue({ state: ['reported'] }),
    message: (n) => ({ vi: `${n} trường hợp đã báo cáo chưa có kết quả giải quyết. Hãy trả lời từng trường hợp.`, en: `${n} reported cases are unresolved. Answer each of them.` }),
  },
} as const satisfies Record<string, Rule>;

function reader(figures: readonly Figure[], blocking: readonly Rule[], to: string): ReadWork {
  return async (tx: Tx, scope: WorkScope) => {
    const counts = await countIdentities(tx, scope);
    return {
      figures: figures.map((key): WorkFigure => ({ key, label: labels[key], value: values[key](counts) })),
      blockers: blocking.flatMap((rule): WorkBlocker[] => {
        const count = rule.count(counts);
        return count === 0 ? [] : [{ code: rule.code, message: rule.message(count), count, to: rule.to }];
      }),
      to,
    };
  };
}

const numbers = ['total', 'withNumber', 'missing', 'doubtful'] as const;
const standing = ['total', 'matched', 'unmatched', 'unchecked', 'missing', 'reported', 'settled'] as const;

/** HP-2023 step 4 (numbers) and HP-SYNC-2023 (lists, queue, cases). */
export const identityWorks = {
  'personal-numbers': reader(numbers, [rules.withoutReason], '/identity'),
  // A district cannot mend what its schools have: it sees, and reminds them.
  'numbers-overview': reader(numbers, [], queue({ lacks: 'number-reason' })),
  'identity-lists': reader(standing, [rules.unchecked], '/identity-batches'),
  'identity-queue': reader(standing, [rules.undecided, rules.withoutReason], '/identity'),
  'unmatched-report': reader(standing, [rules.unreported], queue({ lacks: 'proposal' })),
  'unmatched-resolution': reader(standing, [rules.unresolved, rules.unowned, rules.unchecked], queue({ state: ['reported'] })),
} as const satisfies Partial<Record<Work, ReadWork>>;
