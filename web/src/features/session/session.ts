import { create } from 'zustand'
import type { Session } from '../../../../contract/users.ts'
import { ApiError, call } from '../../api.ts'
import { usePreferences } from '../../app/preferences.ts'
import { setLocale } from '../../i18n/index.ts'
import { openConnection } from '../../sync/connection.ts'
import { keep } from '../../sync/entities.ts'
import { loadList } from '../../sync/lists.ts'
import { closeLocalDb, flushDrafts, openLocalDb, storedOutbox, wipeLocalDb } from '../../sync/local-db.ts'
import { fleetingOutbox, openOutbox } from '../../sync/outbox.ts'
import { may } from '../../sync/may.ts'
import { loadBasics } from '../../sync/snapshot.ts'
import { learn, resetStore, useStore } from '../../sync/store.ts'

export type Demo = { email: string; password: string }

/** `ended`: the session ended by itself, what was written is kept. */
type Gate = { phase: 'starting' | 'unreachable' | 'setup' | 'signed-out' | 'in'; ended: boolean; demo: Demo | null }

/** Whether somebody is in, and if not, what the door shows. */
export const useGate = create<Gate>()(() => ({ phase: 'starting', ended: false, demo: null }))

let close: (() => void) | undefined

/** Finds out who is here and opens the matching page; asks again every three seconds while the server does not answer. */
export async function start(): Promise<void> {
  try {
    const session = await currentSession()
    await (session ? enter(session) : showDoor())
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    useGate.setState({ phase: 'unreachable' })
    setTimeout(() => void start(), 3_000)
  }
}

async function currentSession(): Promise<Session | null> {
  return call('session.get', {}).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === 'unauthenticated') return null
    throw error
  })
}

async function showDoor(): Promise<void> {
  const { needed, demo } = await call('setup.status', {})
  useGate.setState({ phase: needed ? 'setup' : 'signed-out', demo })
}

/** Opens the app for a session: its people and counters, its drafts and outbox, its live line. */
export async function enter(session: Session): Promise<void> {
  await setLocale(session.user.locale)
  learn((draft) => {
    keep(draft, 'users', session.user)
    draft.state.workspace = session.workspace
  })
  useStore.setState({ me: session.user, grants: session.grants })
  // The feed's end is asked for before anything is fetched: what changes in between is then seen twice, never missed.
  const { cursor } = await call('sync.since', {})
  await Promise.all([loadBasics(), openLocalDb(session.workspace.id, session.user.id)])
  const closeOutbox = await openOutbox(storedOutbox() ?? fleetingOutbox(), session.user.id)
  const closeConnection = openConnection(cursor, () => void sessionEnded())
  close = () => {
    closeConnection()
    closeOutbox()
  }
  useGate.setState({ phase: 'in', ended: false })
  void learnDemo()
  // What counts as unread on every page, and the two lists most often opened.
  if (!may(session, 'inbox.read')) return
  for (const view of ['mine', 'unassigned'] as const) void loadList({ view, status: 'open', sort: usePreferences.getState().sort })
}

/** A demo has a shop to write from; whether this is one only changes what an empty pane suggests. */
async function learnDemo(): Promise<void> {
  const status = await call('setup.status', {}).catch(() => null)
  if (status) useGate.setState({ demo: status.demo })
}

/** The session ended by itself (expired, disabled, signed out elsewhere): the door, with everything unsent kept on disk. */
async function sessionEnded(): Promise<void> {
  if (useGate.getState().phase !== 'in') return
  await leave(() => flushDrafts().then(closeLocalDb), true)
}

/** Signs out and erases what this device kept. */
export async function signOut(): Promise<void> {
  await call('session.delete', {})
  await leave(wipeLocalDb, false)
}

async function leave(putAway: () => Promise<void>, ended: boolean): Promise<void> {
  close?.()
  close = undefined
  useGate.setState({ phase: 'signed-out', ended })
  await putAway()
  resetStore()
  await showDoor().catch(() => start())
}
