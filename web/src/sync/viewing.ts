import type { Viewing } from '../../../contract/sync.ts'
import { call } from '../api.ts'
import { useStore } from './store.ts'

const forgottenAfter = 40_000
const toldEvery = 15_000

/** What I have before me, and when it was last told. */
let mine: { id: string; told: number } | null = null

/** Remembers who has a conversation before them, and forgets it when nothing more is heard of it. Who is new there hears at once that I am there too. */
export function noteViewing({ conversationId, by, here }: Viewing): void {
  if (by.id === useStore.getState().me?.id) return
  const others = (viewersOf(conversationId) ?? []).filter((viewer) => viewer.id !== by.id)
  const isNew = others.length === (viewersOf(conversationId) ?? []).length
  write(conversationId, here ? [...others, { ...by, until: Date.now() + forgottenAfter }] : others)
  if (!here) return
  setTimeout(
    () =>
      write(
        conversationId,
        (viewersOf(conversationId) ?? []).filter((viewer) => viewer.until > Date.now()),
      ),
    forgottenAfter + 50,
  )
  if (isNew && mine?.id === conversationId) tell(conversationId, true)
}

const viewersOf = (conversationId: string) => useStore.getState().viewing[conversationId]

function write(conversationId: string, viewers: NonNullable<ReturnType<typeof viewersOf>>): void {
  useStore.setState((state) => ({ viewing: { ...state.viewing, [conversationId]: viewers } }))
}

/** Tells the others that I have a conversation before me for as long as this page is to be seen; returns how that ends. */
export function tellViewing(conversationId: string): () => void {
  const update = () => {
    const isSeen = document.visibilityState === 'visible'
    if (isSeen && (mine?.id !== conversationId || Date.now() - mine.told > toldEvery - 1_000)) tell(conversationId, true)
    if (!isSeen && mine?.id === conversationId) tell(conversationId, false)
  }
  const leave = () => mine?.id === conversationId && tell(conversationId, false)
  const timer = setInterval(update, toldEvery)
  document.addEventListener('visibilitychange', update)
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', update)
  update()
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', update)
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('pageshow', update)
    leave()
  }
}

function tell(id: string, here: boolean): void {
  mine = here ? { id, told: Date.now() } : null
  // Nobody misses it when it does not get through.
  void call('viewing.tell', { id, here }, { keepalive: !here }).catch(() => undefined)
}
