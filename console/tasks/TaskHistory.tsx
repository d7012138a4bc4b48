import { Box, Button, TextField, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import { useState } from 'react';
import { post } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Task } from '../provider/records.ts';
import { Panel } from '../shown/Panel.tsx';
import { Problem } from '../shown/Problem.tsx';
import { momentText } from '../shown/time.ts';
import { useAction } from '../shown/use-action.ts';
import { useClause, useLanguage } from '../shown/use-text.ts';

/** What happened, newest first, and a place to say something. */
export function TaskHistory({ task }: { task: Task }) {
  const t = useTranslate();
  const locale = useLanguage();
  const cited = useClause();
  const [words, setWords] = useState('');
  const comment = useAction<{ text: string }>((body) => post(paths.taskComment(task.id), body));
  return (
    <Panel title={t('mua.task.history')}>
      {task.can.includes('comment') && (
        <Box component="form" sx={{ mb: 2 }} onSubmit={(event) => {
          event.preventDefault();
          if (words.trim() !== '') void comment.run({ text: words.trim() }).then((done) => done !== null && setWords(''));
        }}>
          <TextField fullWidth multiline label={t('mua.task.comment')} value={words} slotProps={{ htmlInput: { maxLength: 4000 } }} onChange={(event) => setWords(event.target.value)} />
          <Problem error={comment.error} />
          <Button type="submit" size="small" disabled={comment.busy || words.trim() === ''}>{t('mua.task.say')}</Button>
        </Box>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, borderInlineStart: 2, borderColor: 'divider' }}>
        {task.events.toReversed().map((event) => (
          <Box component="li" key={event.id} sx={{ pl: 2, pb: 1.5, position: 'relative', '&::before': { content: '""', position: 'absolute', left: -6, top: 7, width: 10, height: 10, borderRadius: '50%', bgcolor: 'primary.main' } }}>
            <Typography sx={{ fontWeight: 600 }}>{t(`mua.event.${event.action}`)}</Typography>
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {momentText(event.at, locale)} · {event.by ? `${event.by.name} (${event.by.unit})` : t('mua.system')}
            </Typography>
            {event.note && <Typography variant="body2" sx={{ whiteSpace: 'pre-wrap' }}>{event.by ? event.note : cited(event.note)}</Typography>}
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
