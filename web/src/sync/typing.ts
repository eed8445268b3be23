import type { Typing } from '../../../contract/sync.ts'
import { call } from '../api.ts'
import { useStore } from './store.ts'

const forgottenAfter = 5_000
const toldEvery = 3_000

/** Remembers who writes where, and forgets it after five seconds. */
export function noteTyping(typing: Typing): void {
  if (typing.by.id === useStore.getState().me?.id) return
  const until = Date.now() + forgottenAfter
  write(typing.conversationId, (writers) => [...writers.filter((writer) => writer.by.id !== typing.by.id), { ...typing, until }])
  setTimeout(() => write(typing.conversationId, (writers) => writers.filter((writer) => writer.until > Date.now())), forgottenAfter + 50)
}

type Writers = ReturnType<typeof useStore.getState>['typing'][string]

function write(conversationId: string, change: (writers: Writers) => Writers): void {
  useStore.setState((state) => ({ typing: { ...state.typing, [conversationId]: change(state.typing[conversationId] ?? []) } }))
}

let told = { conversationId: '', at: 0 }

/** Tells the others that I am writing, every three seconds at most. */
export function tellTyping(conversationId: string, note: boolean): void {
  if (told.conversationId === conversationId && Date.now() - told.at < toldEvery) return
  told = { conversationId, at: Date.now() }
  // Nobody misses it when it does not get through.
  void call('typing.tell', { id: conversationId, note }).catch(() => undefined)
}
