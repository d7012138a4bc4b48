import type { Client } from '@temporalio/client';
import { saveHistories } from '../../tools/save-histories.ts';

/** In a calendar test: keeps what was just played when `npm run histories` asks for it; otherwise does nothing. */
export async function keepHistories(client: Client, wanted: Parameters<typeof saveHistories>[1]): Promise<void> {
  if (process.env['MUA_SAVE_HISTORIES']) await saveHistories(client, wanted);
}
