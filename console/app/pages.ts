import { lazy } from 'react';
import type { ComponentType } from 'react';

/** Each page is a chunk of its own, fetched when somebody goes there. */
const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

export const Dashboard = page(async () => (await import('../dashboard/Dashboard.tsx')).Dashboard);
export const TaskList = page(async () => (await import('../tasks/TaskList.tsx')).TaskList);
export const TaskPage = page(async () => (await import('../tasks/TaskPage.tsx')).TaskPage);
export const SeasonList = page(async () => (await import('../seasons/SeasonList.tsx')).SeasonList);
export const SeasonPage = page(async () => (await import('../seasons/SeasonPage.tsx')).SeasonPage);
export const LaunchWizard = page(async () => (await import('../seasons/wizard/LaunchWizard.tsx')).LaunchWizard);
export const PlanList = page(async () => (await import('../plans/PlanList.tsx')).PlanList);
export const PlanPage = page(async () => (await import('../plans/PlanPage.tsx')).PlanPage);
export const UnitList = page(async () => (await import('../units/UnitList.tsx')).UnitList);
export const UnitShow = page(async () => (await import('../units/UnitShow.tsx')).UnitShow);
export const UnitEdit = page(async () => (await import('../units/UnitEdit.tsx')).UnitEdit);
export const UnitCreate = page(async () => (await import('../units/UnitEdit.tsx')).UnitCreate);
export const StaffList = page(async () => (await import('../staff/StaffList.tsx')).StaffList);
export const StaffEdit = page(async () => (await import('../staff/StaffEdit.tsx')).StaffEdit);
export const StaffCreate = page(async () => (await import('../staff/StaffEdit.tsx')).StaffCreate);
export const PupilList = page(async () => (await import('../pupils/PupilList.tsx')).PupilList);
export const PupilShow = page(async () => (await import('../pupils/PupilShow.tsx')).PupilShow);
export const ConfirmationList = page(async () => (await import('../confirmations/ConfirmationList.tsx')).ConfirmationList);
export const ConfirmationShow = page(async () => (await import('../confirmations/ConfirmationShow.tsx')).ConfirmationShow);
export const DisputeList = page(async () => (await import('../disputes/DisputeList.tsx')).DisputeList);
export const DisputeShow = page(async () => (await import('../disputes/DisputeShow.tsx')).DisputeShow);
export const DirectiveList = page(async () => (await import('../directives/DirectiveList.tsx')).DirectiveList);
export const DirectiveCreate = page(async () => (await import('../directives/DirectiveCreate.tsx')).DirectiveCreate);
export const NoticeList = page(async () => (await import('../notices/NoticeList.tsx')).NoticeList);
export const NoticeShow = page(async () => (await import('../notices/NoticeShow.tsx')).NoticeShow);
export const HolidayList = page(async () => (await import('../holidays/HolidayList.tsx')).HolidayList);
export const HolidayEdit = page(async () => (await import('../holidays/HolidayEdit.tsx')).HolidayEdit);
export const HolidayCreate = page(async () => (await import('../holidays/HolidayEdit.tsx')).HolidayCreate);
export const AuditList = page(async () => (await import('../audit/AuditList.tsx')).AuditList);
export const AuditShow = page(async () => (await import('../audit/AuditShow.tsx')).AuditShow);
export const DelegationList = page(async () => (await import('../delegations/DelegationList.tsx')).DelegationList);
export const SlipPage = page(async () => (await import('../slips/SlipPage.tsx')).SlipPage);
