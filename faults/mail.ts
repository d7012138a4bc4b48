import type { LaunchedSeason } from '../bench/ground/season.ts';
import { openSeason, untilStarted } from './support/people.ts';
import type { Fault, Stage } from './support/stage.ts';
import { unequal } from './support/stage.ts';
import { startToxicSmtp } from './support/toxic-smtp.ts';
import type { ToxicSmtp } from './support/toxic-smtp.ts';

const abandoned = `update notices set claimed_at = claimed_at - interval '6 minutes' where state = 'sending'`;

type Told = { message_id: string; state: string };

async function noticesOf(stage: Stage, season: LaunchedSeason): Promise<Told[]> {
  return (await stage.ground.pool.query<Told>('select message_id, state from notices where season_id = $1', [season.id])).rows;
}

/** None lost: each is kept by the server, or flagged for a person. None twice: a machine never repeats what may have arrived. */
async function judge(stage: Stage, season: LaunchedSeason, mail: ToxicSmtp): Promise<{ figures: Record<string, number>; broken: string[] }> {
  const notices = await noticesOf(stage, season);
  const of = (state: string): Told[] => notices.filter((one) => one.state === state);
  const lost = of('sent').filter((one) => !mail.kept.has(one.message_id)).length;
  const twice = [...mail.kept.values()].filter((times) => times > 1).length;
  const forgotten = notices.filter((one) => one.state !== 'sent' && one.state !== 'unknown').length;
  return {
    figures: { notices: notices.length, sent: of('sent').length, unknown: of('unknown').length },
    broken: unequal({ 'notices called sent that no server has': [lost, 0], 'messages kept twice': [twice, 0], 'notices neither sent nor flagged': [forgotten, 0] }),
  };
}

async function withToxic<T>(stage: Stage, run: (mail: ToxicSmtp) => Promise<T>): Promise<T> {
  const mail = await startToxicSmtp();
  try {
    // What waited from earlier faults goes to a folder first, so that this server sees this season alone.
    await stage.stopWorker();
    // Claims of workers that earlier faults killed count as abandoned after five minutes: they pass at once.
    await stage.ground.pool.query(abandoned);
    await stage.worker();
    await stage.ground.until('the queue is empty', 60_000, async () => (await stage.count(`from notices where state in ('queued', 'sending')`)) === 0);
    await stage.worker({ SMTP_URL: mail.url });
    return await run(mail);
  } finally {
    await stage.stopWorker();
    await mail.stop();
  }
}

export const mailDrop: Fault = {
  name: 'mail-drop',
  what: 'the mail server drops the line before or after its answer, or refuses for now',
  rounds: 1,
  async run(stage) {
    return await withToxic(stage, async (mail) => {
      mail.poison = (serial) => (serial % 10 === 3 ? 'drop before the answer' : serial % 10 === 6 ? 'drop after the answer' : 'accept');
      const season = await openSeason(stage, 'mail-drop', 1);
      await untilStarted(stage, season);
      await stage.ground.until('every notice has its end', 60_000, async () => (await stage.count(`from notices where season_id = $1 and state in ('queued', 'sending')`, [season.id])) === 0);
      const { figures, broken } = await judge(stage, season, mail);
      const unsure = mail.seen.size - mail.kept.size;
      return { figures: { ...figures, 'dropped before the answer': unsure }, broken: [...broken, ...unequal({ 'notices flagged for a person': [figures['unknown'], unsure] })] };
    });
  },
};

export const mailKill: Fault = {
  name: 'mail-kill',
  what: 'kill -9 of the worker between a message and the answer of the mail server',
  rounds: 1,
  async run(stage) {
    return await withToxic(stage, async (mail) => {
      mail.poison = (serial) => (serial >= 5 ? 'hang' : 'accept');
      const season = await openSeason(stage, 'mail-kill', 1);
      await stage.ground.until('messages in the air', 60_000, async () => mail.seen.size >= 8, 5);
      await stage.killWorker();
      const inTheAir = await stage.count(`from notices where season_id = $1 and state = 'sending'`, [season.id]);
      await stage.ground.pool.query(abandoned);
      mail.poison = () => 'accept';
      await stage.worker({ SMTP_URL: mail.url });
      await stage.ground.until('every notice has its end', 60_000, async () =>
        (await stage.count('from notices where season_id = $1', [season.id])) > 0 && (await stage.count(`from notices where season_id = $1 and state in ('queued', 'sending')`, [season.id])) === 0);
      const { figures, broken } = await judge(stage, season, mail);
      return { figures, broken: [...broken, ...unequal({ 'notices flagged for a person': [figures['unknown'], inTheAir] })] };
    });
  },
};
