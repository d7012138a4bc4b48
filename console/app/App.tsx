import { QueryClient } from '@tanstack/react-query';
import { CustomRoutes, Resource, StoreContextProvider, useStore } from 'ra-core';
import type { I18nProvider, Store } from 'ra-core';
import { AdminContext, AdminUI } from 'ra-ui-materialui';
import { useMemo } from 'react';
import { Route } from 'react-router-dom';
import { authProvider } from '../provider/auth-provider.ts';
import { dataProvider } from '../provider/data-provider.ts';
import { SignIn } from '../session/SignIn.tsx';
import { Layout } from './Layout.tsx';
import * as pages from './pages.ts';
import { themeOf } from './theme.ts';

const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 5000, retry: 1, refetchOnWindowFocus: false } } });

export function App({ store, i18n }: { store: Store; i18n: I18nProvider }) {
  return (
    <StoreContextProvider value={store}>
      <Console store={store} i18n={i18n} />
    </StoreContextProvider>
  );
}

function Console({ store, i18n }: { store: Store; i18n: I18nProvider }) {
  const [dense] = useStore('dense', true);
  const [locale] = useStore('locale', 'vi');
  const label = locale === 'en' ? 'Select' : 'Chọn';
  const light = useMemo(() => themeOf('light', dense, label), [dense, label]);
  const dark = useMemo(() => themeOf('dark', dense, label), [dense, label]);
  return (
    <AdminContext authProvider={authProvider} dataProvider={dataProvider} i18nProvider={i18n} queryClient={queryClient} store={store} lightTheme={light} darkTheme={dark} defaultTheme="light">
      <AdminUI layout={Layout} loginPage={SignIn} dashboard={pages.Dashboard} requireAuth disableTelemetry title="Mùa">
        <Resource name="tasks" list={pages.TaskList} edit={pages.TaskPage} show={pages.TaskPage} />
        <Resource name="seasons" list={pages.SeasonList} create={pages.LaunchWizard} edit={pages.LaunchWizard} show={pages.SeasonPage} recordRepresentation="title" />
        <Resource name="plans" list={pages.PlanList} />
        <Resource name="units" list={pages.UnitList} show={pages.UnitShow} edit={pages.UnitEdit} create={pages.UnitCreate} recordRepresentation="name" />
        <Resource name="staff" list={pages.StaffList} edit={pages.StaffEdit} create={pages.StaffCreate} recordRepresentation="name" />
        <Resource name="pupils" list={pages.PupilList} show={pages.PupilShow} recordRepresentation="fullName" />
        <Resource name="found-children" list={pages.FoundChildList} create={pages.FoundChildCreate} recordRepresentation="fullName" />
        <Resource name="imports" list={pages.ImportList} create={pages.ImportCreate} show={pages.ImportShow} />
        <Resource name="confirmations" list={pages.ConfirmationList} show={pages.ConfirmationShow} />
        <Resource name="disputes" list={pages.DisputeList} show={pages.DisputeShow} />
        <Resource name="identity" list={pages.IdentityList} show={pages.IdentityPage} recordRepresentation="fullName" />
        <Resource name="identity-batches" list={pages.BatchList} show={pages.BatchPage} />
        <Resource name="residences" list={pages.ResidenceList} />
        <Resource name="directives" list={pages.DirectiveList} create={pages.DirectiveCreate} recordRepresentation="number" />
        <Resource name="notices" list={pages.NoticeList} show={pages.NoticeShow} />
        <Resource name="holidays" list={pages.HolidayList} create={pages.HolidayCreate} edit={pages.HolidayEdit} recordRepresentation="name" />
        <Resource name="audit" list={pages.AuditList} show={pages.AuditShow} />
        <Resource name="delegations" list={pages.DelegationList} />
        <CustomRoutes>
          <Route path="/plans/:key" element={<pages.PlanPage />} />
          <Route path="/identity-burndown" element={<pages.BurndownPage />} />
          <Route path="/review" element={<pages.ReviewPage />} />
          <Route path="/conflicts" element={<pages.ConflictsPage />} />
          <Route path="/exam" element={<pages.ExamPage />} />
          <Route path="/candidates" element={<pages.CandidatesPage />} />
          <Route path="/places" element={<pages.PlacesPage />} />
          <Route path="/zones" element={<pages.ZonesPage />} />
          <Route path="/slips" element={<pages.SlipPage />} />
        </CustomRoutes>
      </AdminUI>
    </AdminContext>
  );
}
