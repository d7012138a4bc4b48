import { setTimeout as sleep } from 'node:timers/promises';
import { withSystem } from '../../db/actor.ts';
import type { Db } from '../../db/client.ts';
import { announce } from '../../db/outbox.ts';
import { claimNotice, recordDelivery, sweepStaleClaims } from '../../db/queries/notice-delivery.ts';
import type { ClaimedNotice, Delivery } from '../../db/queries/notice-delivery.ts';
import { linkPathOf } from '../../db/queries/parent-links.ts';
import type { Sealing } from '../../db/queries/parent-links.ts';
import type { Instant } from '../../domain/instant.ts';
import { renderEmail, renderSms } from '../../domain/notice-render.ts';
import { errorText } from './attempt.ts';
import type { Attempt, MailLane, MailTransport, SmsTransport } from './attempt.ts';

export type SenderOptions = {
  db: Db;
  secrets: Sealing;
  publicUrl: string;
  realNow: () => Instant;
  /** `real` is never given a rehearsal's notice; `rehearsal` reaches nobody outside this machine. */
  mail: { real: MailTransport; rehearsal: MailTransport };
  sms: { real: SmsTransport; rehearsal: SmsTransport };
  /** Counts only; nothing personal. */
  log: (event: string, facts: Record<string, string | number>) => void;
  lanes?: number;
  idleMs?: number;
  /** First pause before another attempt; doubles each time. */
  backoffMs?: number;
  /** Then the notice has `failed`, for a person to see. */
  maxAttempts?: number;
  /** A claim this old belongs to a sender that died. Longer than any attempt may last. */
  staleAfterMs?: number;
};

export type Sender = {
  /** Runs until stopped. */
  start: () => void;
  /** Ends after the messages in hand. */
  stop: () => Promise<void>;
  /** Sends what is due now and returns how many attempts it made; for tests and rehearsals at full speed. */
  drain: () => Promise<number>;
};

const longestPauseMs = 60 * 60_000;

/** Takes notices from the queue, one a lane, and hands each to its transport (reliability.md: none lost, a repeat only as `unknown`). */
export function createSender(options: SenderOptions): Sender {
  const { db, realNow, lanes = 4, idleMs = 500, staleAfterMs = 5 * 60_000 } = options;
  const life = { stopped: false };
  let running: Promise<unknown> | null = null;
  const told = new Map<string, Instant>();

  const tell = async (seasonId: string | null) => {
    // Screens hear of a season at most once a second.
    if (seasonId === null || realNow() - (told.get(seasonId) ?? 0) < 1_000) return;
    told.set(seasonId, realNow());
    await withSystem(db, (tx) => announce(tx, { seasonId, topics: ['notices'] }));
  };

  const sendOne = async (ways: Ways): Promise<boolean> => {
    const notice = await withSystem(db, (tx) => claimNotice(tx, realNow()));
    if (!notice) return false;
    const delivery = deliveryOf(await attempt(notice, options, ways), notice, options);
    await withSystem(db, (tx) => recordDelivery(tx, notice.id, delivery, realNow()));
    if (delivery.state !== 'sent')
      options.log(`notice ${delivery.state}`, { noticeId: notice.id, attempts: notice.attempts, error: delivery.error });
    await tell(notice.seasonId);
    return true;
  };

  const lane = async (once: boolean): Promise<number> => {
    const ways: Ways = { real: options.mail.real.openLane(), rehearsal: options.mail.rehearsal.openLane() };
    let sent = 0;
    try {
      for (;;) {
        if (life.stopped && !once) return sent;
        try {
          if (await sendOne(ways)) sent += 1;
          else if (once) return sent;
          else await sleep(idleMs);
        } catch (error) {
          // Postgres away: the claim, if any, becomes `unknown` by the sweep.
          if (once) throw error;
          options.log('notice lane waits', { error: errorText(error) });
          await sleep(idleMs);
        }
      }
    } finally {
      ways.real.close();
      ways.rehearsal.close();
    }
  };

  const sweep = async () => {
    while (!life.stopped) {
      try {
        for (const seasonId of await withSystem(db, (tx) => sweepStaleClaims(tx, realNow() - staleAfterMs))) await tell(seasonId);
      } catch (error) {
        options.log('notice sweep waits', { error: errorText(error) });
      }
      for (let waited = 0; waited < 30_000 && !life.stopped; waited += idleMs) await sleep(idleMs);
    }
  };

  return {
    start() {
      life.stopped = false;
      running ??= Promise.all([...Array.from({ length: lanes }, () => lane(false)), sweep()]);
    },
    async stop() {
      life.stopped = true;
      await running;
      running = null;
    },
    async drain() {
      await withSystem(db, (tx) => sweepStaleClaims(tx, realNow() - staleAfterMs));
      const counts = await Promise.all(Array.from({ length: lanes }, () => lane(true)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

type Ways = { real: MailLane; rehearsal: MailLane };

async function attempt(notice: ClaimedNotice, options: SenderOptions, ways: Ways): Promise<Attempt> {
  const kind = notice.rehearsal ? 'rehearsal' : 'real';
  let rendered;
  try {
    rendered = rendering(notice, options);
  } catch (error) {
    return { kind: 'refused', error: errorText(error) };
  }
  if (rendered.sms !== null) {
    return options.sms[kind].send({ noticeId: notice.id, to: notice.address, text: rendered.sms, seasonId: notice.seasonId, at: options.realNow() });
  }
  if (rendered.email === null) return { kind: 'refused', error: `${notice.template} has no text message` };
  return ways[kind].send({
    ...rendered.email,
    messageId: notice.messageId,
    to: notice.address,
    rehearsal: notice.rehearsal,
    seasonId: notice.seasonId,
    date: new Date(options.realNow()),
  });
}

function rendering(notice: ClaimedNotice, { publicUrl, secrets }: SenderOptions) {
  const sealed = notice.data['link'];
  const context = { publicUrl, linkPath: typeof sealed === 'string' ? linkPathOf(sealed, secrets) : null };
  return notice.channel === 'sms' ? { sms: renderSms(notice, context), email: null } : { sms: null, email: renderEmail(notice, context) };
}

function deliveryOf(attempt: Attempt, notice: ClaimedNotice, options: SenderOptions): Delivery {
  if (attempt.kind === 'accepted') return { state: 'sent' };
  if (attempt.kind === 'unknown') return { state: 'unknown', error: attempt.error };
  if (attempt.kind === 'refused' || notice.attempts >= (options.maxAttempts ?? 10)) return { state: 'failed', error: attempt.error };
  const pause = Math.min(longestPauseMs, (options.backoffMs ?? 15_000) * 2 ** (notice.attempts - 1));
  return { state: 'queued', error: attempt.error, notBefore: options.realNow() + pause };
}
