import { call } from '../api.ts'
import { keep } from './entities.ts'
import { listKey, loadList, type Query } from './lists.ts'
import { learn, useStore } from './store.ts'
import { loadThread } from './threads.ts'

/** Fetches what every screen needs: people, channels, counters. Rejects with an ApiError when one of them cannot be had. */
export async function loadBasics(): Promise<void> {
  const [users, channels, counts] = await Promise.all([call('user.list', {}), call('channel.list', {}), call('conversation.counts', {})])
  learn((draft) => {
    users.data.forEach((user) => keep(draft, 'users', user))
    channels.data.forEach((channel) => keep(draft, 'channels', channel))
  })
  useStore.setState({ counts })
}

/** Starts over when the feed no longer reaches back to where we are: what is on screen is fetched anew, the rest is dropped. */
export async function refetch(): Promise<void> {
  const { lists, threads } = useStore.getState()
  const open = Object.keys(threads).slice(-1)
  useStore.setState({ customers: {}, conversations: {}, messages: {}, threads: {}, lists: {}, allowances: {} })
  await Promise.all([loadBasics(), ...Object.keys(lists).map((key) => loadList(queryOf(key))), ...open.map(loadThread)])
}

function queryOf(key: string): Query {
  const [view, status, sort] = key.split('/') as [Query['view'], Query['status'], Query['sort']]
  const query = { view, status, sort }
  if (listKey(query) !== key) throw new Error(`not a list: ${key}`)
  return query
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
