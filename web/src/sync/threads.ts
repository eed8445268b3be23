import { call } from '../api.ts'
import { keepMessage, setThread, type Thread } from './entities.ts'
import { customerOf, learn, learnConversation, learnCustomer, useStore } from './store.ts'

const kept = 200
const recent: string[] = []

/** Makes sure a conversation, its newest messages, its customer and what its channel allows are here; cheap when they are. */
export async function loadThread(conversationId: string): Promise<void> {
  remember(conversationId)
  const thread = useStore.getState().threads[conversationId]
  if (thread && thread.phase !== 'failed') return
  // Announced before it is asked for, so that events arriving meanwhile are kept.
  learn((draft) => setThread(draft, conversationId, thread ? { ...thread, phase: 'loading' } : { phase: 'loading', ids: [], older: null }))
  try {
    const [page] = await Promise.all([call('message.list', { id: conversationId }), loadConversation(conversationId)])
    learn((draft) => {
      page.data.forEach((message) => keepMessage(draft, message))
      settle(draft.state.threads[conversationId], (thread) =>
        setThread(draft, conversationId, { ...thread, phase: 'ready', older: page.next }),
      )
    })
  } catch {
    // The thread shows that it failed and offers to try again.
    learn((draft) =>
      settle(draft.state.threads[conversationId], (thread) => setThread(draft, conversationId, { ...thread, phase: 'failed' })),
    )
  }
}

/** Reads the conversation anew, with what its channel allows now, and its customer. */
export async function loadConversation(id: string): Promise<void> {
  const { conversation, allowance } = await call('conversation.get', { id })
  learnConversation(conversation)
  useStore.setState((state) => ({ allowances: { ...state.allowances, [id]: allowance } }))
  await loadCustomer(conversation.customer.id)
}

/** Fetches a customer once; events keep it fresh from then on. */
export async function loadCustomer(id: string): Promise<void> {
  if (customerOf(useStore.getState(), id)) return
  learnCustomer(await call('customer.get', { id }))
}

/** Reads one more page back in time. */
export async function loadOlder(conversationId: string): Promise<void> {
  const thread = useStore.getState().threads[conversationId]
  if (thread?.phase !== 'ready' || !thread.older) return
  const cursor = thread.older
  learn((draft) => setThread(draft, conversationId, { ...thread, phase: 'loading' }))
  const page = await call('message.list', { id: conversationId, cursor }).catch(() => null)
  learn((draft) => {
    page?.data.forEach((message) => keepMessage(draft, message))
    settle(draft.state.threads[conversationId], (now) =>
      setThread(draft, conversationId, { ...now, phase: 'ready', older: page ? page.next : cursor }),
    )
  })
}

/** Forgets the threads nobody has looked at for longest, so that a day's work stays within memory. */
function remember(conversationId: string): void {
  const at = recent.indexOf(conversationId)
  if (at >= 0) recent.splice(at, 1)
  recent.push(conversationId)
  if (recent.length > kept) forget(recent.shift()!)
}

function forget(conversationId: string): void {
  useStore.setState((state) => {
    const { [conversationId]: thread, ...threads } = state.threads
    const messages = { ...state.messages }
    thread?.ids.forEach((id) => delete messages[id])
    return { threads, messages }
  })
}

function settle(thread: Thread | undefined, write: (thread: Thread) => void): void {
  if (thread) write(thread)
}
