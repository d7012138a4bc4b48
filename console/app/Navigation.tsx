import AuditIcon from '@mui/icons-material/VerifiedOutlined';
import CalendarIcon from '@mui/icons-material/EventBusyOutlined';
import DashboardIcon from '@mui/icons-material/SpaceDashboardOutlined';
import DirectiveIcon from '@mui/icons-material/GavelOutlined';
import DisputeIcon from '@mui/icons-material/RuleOutlined';
import ZoneIcon from '@mui/icons-material/MapOutlined';
import ConflictIcon from '@mui/icons-material/CallMergeOutlined';
import ReviewIcon from '@mui/icons-material/ChecklistOutlined';
import CandidateIcon from '@mui/icons-material/PersonAddAltOutlined';
import ExamIcon from '@mui/icons-material/HistoryEduOutlined';
import FoundIcon from '@mui/icons-material/PersonSearchOutlined';
import ImportIcon from '@mui/icons-material/UploadFileOutlined';
import IdentityIcon from '@mui/icons-material/HowToRegOutlined';
import MailIcon from '@mui/icons-material/MailOutlined';
import PlaceIcon from '@mui/icons-material/AccountTreeOutlined';
import HomeIcon from '@mui/icons-material/HomeWorkOutlined';
import PlanIcon from '@mui/icons-material/MenuBookOutlined';
import PrintIcon from '@mui/icons-material/PrintOutlined';
import PupilIcon from '@mui/icons-material/SchoolOutlined';
import SeasonIcon from '@mui/icons-material/GrassOutlined';
import SlipIcon from '@mui/icons-material/FactCheckOutlined';
import StaffIcon from '@mui/icons-material/BadgeOutlined';
import TaskIcon from '@mui/icons-material/AssignmentOutlined';
import UnitIcon from '@mui/icons-material/AccountBalanceOutlined';
import { Badge, Box, List, ListItem, ListItemButton, ListItemIcon, ListItemText, Typography } from '@mui/material';
import { useTranslate } from 'ra-core';
import type { ComponentType } from 'react';
import { NavLink } from 'react-router-dom';
import type { PolicyAction } from '../../domain/policy.ts';
import { paths } from '../provider/paths.ts';
import type { TaskCounts } from '../provider/records.ts';
import { useSession } from '../provider/session.ts';
import { useApi } from '../provider/use-api.ts';

type Entry = { to: string; label: string; icon: ComponentType; needs: PolicyAction };
/** Grouped by how often people need them. */
const groups: readonly { label: string; entries: readonly Entry[] }[] = [
  {
    label: 'mua.nav.daily',
    entries: [
      { to: '/', label: 'ra.page.dashboard', icon: DashboardIcon, needs: 'task.read' },
      { to: '/tasks', label: 'mua.nav.tasks', icon: TaskIcon, needs: 'task.read' },
      { to: '/seasons', label: 'resources.seasons.name', icon: SeasonIcon, needs: 'season.read' },
    ],
  },
  {
    label: 'mua.nav.families',
    entries: [
      { to: '/pupils', label: 'resources.pupils.name', icon: PupilIcon, needs: 'pupil.read' },
      { to: '/imports', label: 'resources.imports.name', icon: ImportIcon, needs: 'import.read' },
      { to: '/review', label: 'mua.review.title', icon: ReviewIcon, needs: 'import.read' },
      { to: '/conflicts', label: 'mua.review.conflicts', icon: ConflictIcon, needs: 'duplicate.read' },
      { to: '/residences', label: 'resources.residences.name', icon: HomeIcon, needs: 'residence.read' },
      { to: '/places', label: 'mua.places.title', icon: PlaceIcon, needs: 'place.read' },
      { to: '/zones', label: 'mua.zones.title', icon: ZoneIcon, needs: 'zone.read' },
      { to: '/found-children', label: 'resources.found-children.name', icon: FoundIcon, needs: 'duplicate.read' },
      { to: '/identity', label: 'resources.identity.name', icon: IdentityIcon, needs: 'identity.read' },
      { to: '/exam', label: 'mua.exam.title', icon: ExamIcon, needs: 'exam.read' },
      { to: '/candidates', label: 'mua.exam.candidate.title', icon: CandidateIcon, needs: 'candidate.work' },
      { to: '/confirmations', label: 'resources.confirmations.name', icon: SlipIcon, needs: 'confirmation.read' },
      { to: '/disputes', label: 'resources.disputes.name', icon: DisputeIcon, needs: 'confirmation.read' },
      { to: '/slips', label: 'mua.nav.slips', icon: PrintIcon, needs: 'slip.print' },
    ],
  },
  {
    label: 'mua.nav.books',
    entries: [
      { to: '/units', label: 'resources.units.name', icon: UnitIcon, needs: 'unit.read' },
      { to: '/staff', label: 'resources.staff.name', icon: StaffIcon, needs: 'staff.read' },
      { to: '/plans', label: 'resources.plans.name', icon: PlanIcon, needs: 'plan.read' },
      { to: '/directives', label: 'resources.directives.name', icon: DirectiveIcon, needs: 'directive.read' },
      { to: '/notices', label: 'resources.notices.name', icon: MailIcon, needs: 'notice.read' },
      { to: '/holidays', label: 'resources.holidays.name', icon: CalendarIcon, needs: 'season.read' },
      { to: '/audit', label: 'resources.audit.name', icon: AuditIcon, needs: 'audit.read' },
    ],
  },
];

export function Navigation() {
  const t = useTranslate();
  const session = useSession();
  const counts = useApi<TaskCounts>(session ? paths.taskCounts() : null).data;
  const waiting = (counts?.assigned ?? 0) + (counts?.unassigned ?? 0) + (counts?.review ?? 0);
  return (
    <>
      {groups.map((group) => {
        const entries = group.entries.filter((entry) => session?.abilities.includes(entry.needs));
        if (entries.length === 0) return null;
        return (
          <Box key={group.label}>
            <Typography component="h2" id={group.label} sx={{ px: 2.5, pt: 1, fontSize: '0.8125rem', fontWeight: 600, color: 'text.secondary' }}>
              {t(group.label)}
            </Typography>
            <List dense disablePadding aria-labelledby={group.label}>
            {entries.map(({ to, label, icon: Icon }) => (
              <ListItem key={to} disablePadding>
                <ListItemButton
                  component={NavLink}
                  to={to}
                  end={to === '/'}
                  sx={{
                    mx: 1, borderRadius: 2, minHeight: 40,
                    '&.active': { bgcolor: 'action.selected', fontWeight: 700, boxShadow: 'inset 4px 0 0 #c78b00', '& .MuiListItemText-primary': { fontWeight: 700 } },
                  }}
                >
                  <ListItemIcon sx={{ minWidth: 38, color: 'primary.main' }}>
                    {to === '/tasks' && waiting > 0 ? <Badge badgeContent={waiting} max={999} color="error"><Icon /></Badge> : <Icon />}
                  </ListItemIcon>
                  <ListItemText primary={t(label, { smart_count: 2 })} />
                </ListItemButton>
              </ListItem>
            ))}
            </List>
          </Box>
        );
      })}
    </>
  );
}
