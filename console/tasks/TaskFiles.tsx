import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { IconButton, Link, List, ListItem, ListItemText, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { remove } from '../provider/http.ts';
import { paths } from '../provider/paths.ts';
import type { Task } from '../provider/records.ts';
import { FileDrop } from '../shown/FileDrop.tsx';
import { Panel } from '../shown/Panel.tsx';
import { useAction } from '../shown/use-action.ts';

const sizeText = (bytes: number): string => (bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`);

export function TaskFiles({ task }: { task: Task }) {
  const t = useTranslate();
  const client = useQueryClient();
  const drop = useAction<{ fileId: string }>(({ fileId }) => remove(paths.taskFile(task.id, fileId)));
  const may = task.can.includes('attach');
  if (!may && task.files.length === 0) return null;
  return (
    <Panel title={t('mua.file.title')}>
      {task.files.length === 0 && <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t('mua.file.none')}</Typography>}
      <List dense>
        {task.files.map((file) => (
          <ListItem key={file.id} disableGutters
            secondaryAction={may && <IconButton edge="end" aria-label={t('mua.file.remove', { name: file.name })} onClick={() => void drop.run({ fileId: file.id })}><DeleteIcon /></IconButton>}>
            <ListItemText primary={<Link href={paths.file(file.id)} target="_blank" rel="noopener">{file.name}</Link>} secondary={sizeText(file.size)} />
          </ListItem>
        ))}
      </List>
      {may && <FileDrop path={paths.taskFiles(task.id)} onDone={() => void client.invalidateQueries()} />}
    </Panel>
  );
}
