import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch, useRoute } from 'wouter'
import { InboxPage } from '../features/inbox/inbox-page.tsx'
import { useGate } from '../features/session/session.ts'
import { Toasts } from '../ui/toasts.tsx'
import { Crash } from './crash.tsx'
import { useMayOpen } from './pages.ts'
import { NotFound, Starting, Unreachable } from './plain-pages.tsx'
import { Shell } from './shell.tsx'

const SignIn = lazy(() => import('../features/session/sign-in.tsx'))
const SetUp = lazy(() => import('../features/session/set-up.tsx'))
const AcceptInvite = lazy(() => import('../features/session/accept-invite.tsx'))
const CustomersPage = lazy(() => import('../features/customers/customers-page.tsx'))
const ImportPage = lazy(() => import('../features/import/import-page.tsx'))
const Area = lazy(() => import('../features/customers/area.tsx'))
const DuplicatesPage = lazy(() => import('../features/duplicates/duplicates-page.tsx'))
const SegmentsPage = lazy(() => import('../features/segments/segments-page.tsx'))
const SettingsPage = lazy(() => import('../features/settings/settings-page.tsx'))

/** Everything: the door while nobody is in, the shell with its pages once somebody is. */
export function App() {
  return (
    <Crash>
      <Suspense fallback={<Starting />}>
        <Gate />
      </Suspense>
      <Toasts />
    </Crash>
  )
}

function Gate() {
  const phase = useGate((gate) => gate.phase)
  const [isInvite, invite] = useRoute('/invite/:token')
  if (isInvite && phase !== 'in') return <AcceptInvite token={invite.token} />
  if (phase === 'starting') return <Starting />
  if (phase === 'unreachable') return <Unreachable />
  if (phase === 'setup') return <SetUp />
  if (phase === 'signed-out') return <SignIn />
  return (
    <Shell>
      <Pages />
    </Shell>
  )
}

/** Where somebody begins: the inbox, or the customers for who has none. */
function Home() {
  return <Redirect to={useMayOpen('/inbox') ? '/inbox' : '/customers'} replace />
}

function Pages() {
  return (
    <Suspense fallback={<Starting bare />}>
      <Switch>
        <Route path="/inbox/:id?" component={InboxPage} />
        <Route path="/customers/import/:id?">
          <Area>
            <ImportPage />
          </Area>
        </Route>
        <Route path="/segments/:id?">
          <Area>
            <SegmentsPage />
          </Area>
        </Route>
        <Route path="/duplicates">
          <Area>
            <DuplicatesPage />
          </Area>
        </Route>
        <Route path="/customers/:id?" component={CustomersPage} />
        <Route path="/settings/:section?/:id?" component={SettingsPage} />
        <Route path="/outbox/:mail?">
          <Redirect to="/settings/outbox" replace />
        </Route>
        <Route path="/">
          <Home />
        </Route>
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  )
}
