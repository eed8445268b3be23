import { call } from '../api.ts'
import { keep } from './entities.ts'
import { loadChannelWords, loadKinds } from './kinds.ts'
import { loadList } from './lists.ts'
import { may } from './may.ts'
import { learn, overwrite, useStore } from './store.ts'
import { loadThread } from './threads.ts'

/** Fetches what every screen needs: people, channels, counters. Rejects with an ApiError when one of them cannot be had. */
export async function loadBasics(): Promise<void> {
  const state = useStore.getState()
  // Without them channels bear the plain names of their kinds; the next look at a channel's page asks again.
  void loadKinds().catch(() => undefined)
  const [users, channels, counts] = await Promise.all([
    call('user.list', {}),
    call('channel.list', {}),
    may(state, 'inbox.read') ? call('conversation.counts', {}) : null,
    loadChannelWords(),
  ])
  learn((draft) => {
    users.data.forEach((user) => keep(draft, 'users', user))
    channels.data.forEach((channel) => keep(draft, 'channels', channel))
  })
  useStore.setState({ counts })
  void loadNames()
}

/** What profiles and filters are shown by: asked for after the first screen, which does without. */
async function loadNames(): Promise<void> {
  const [sees, works] = [may(useStore.getState(), 'customer.read'), may(useStore.getState(), 'inbox.read')]
  const lists = [call('team.list', {}), call('role.list', {}), call('field.list', {}), call('label.list', {})] as const
  const answers = await Promise.all([
    Promise.all(lists),
    call('layout.get', {}),
    sees ? call('segment.list', {}) : null,
    works ? call('view.list', {}) : null,
  ]).catch(() => null)
  // Without an answer the line is down: they are asked for again with everything else, and events bring what changes.
  if (!answers) return
  const [[teams, roles, fields, labels], layout, segments, views] = answers
  learn((draft) => {
    teams.data.forEach((team) => keep(draft, 'teams', team))
    roles.data.forEach((role) => keep(draft, 'roles', role))
    fields.data.forEach((field) => keep(draft, 'fields', field))
    labels.data.forEach((label) => keep(draft, 'labels', label))
    segments?.data.forEach((segment) => keep(draft, 'segments', segment))
    views?.data.forEach((view) => keep(draft, 'views', view))
    draft.state.layout = layout
  })
}

/** What was learned under other rights, or may have been missed. */
const forgotten = {
  customers: {},
  conversations: {},
  readings: {},
  labelsOf: {},
  messages: {},
  threads: {},
  lists: {},
  allowances: {},
  mergedInto: {},
  sight: {},
}

/**
 * Starts over when the feed no longer reaches back to where we are, or when my rights changed: who I am and what is on screen is fetched
 * anew, the rest is dropped.
 */
export async function refetch(): Promise<void> {
  const { lists, threads, round } = useStore.getState()
  const open = Object.keys(threads).slice(-1)
  const { user, workspace, grants } = await call('session.get', {})
  useStore.setState({ ...forgotten, me: user, workspace, grants, round: round + 1 })
  await Promise.all([loadBasics(), ...Object.values(lists).map(({ query }) => loadList(query)), ...open.map(loadThread)])
}

/** After a merge was undone, its conversations name another customer again: asked for, since none of them changed by itself. */
export async function relearnConversationsOf(customerId: string): Promise<void> {
  const pages = (['open', 'resolved'] as const).map((status) => call('conversation.list', { view: 'all', status, customerId, limit: 100 }))
  // Without an answer they show the other name until they are next heard of.
  const found = (await Promise.all(pages).catch(() => [])).flatMap((page) => page.data)
  const { conversations } = useStore.getState()
  for (const one of found) if ((conversations[one.id]?.version ?? 0) <= one.version) overwrite(one)
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Asks for the counters again, soon and at most every two seconds: for changes of conversations we do not hold. */
export function refreshCounts(): void {
  timer ??= setTimeout(() => {
    timer = undefined
    // When it fails, the counters stay as they are and the next change asks again.
    void call('conversation.counts', {}).then(
      (counts) => useStore.setState({ counts }),
      () => undefined,
    )
  }, 2_000)
}
