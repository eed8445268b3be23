import { useEffect } from 'react'
import type { DomainEvent } from '../../../../contract/events.ts'
import { nameOf, t } from '../../i18n/index.ts'
import { assign } from '../../sync/commands.ts'
import { onEvents } from '../../sync/connection.ts'
import { customerOf, useStore } from '../../sync/store.ts'
import { report } from '../../ui/failure.ts'
import { toast } from '../../ui/toasts.tsx'

const stillNews = 60_000

/** Says that a conversation of nobody's became mine because I wrote in it, on the page I look at, with the way back. */
export function useTakenToast(): void {
  useEffect(() => onEvents((events) => events.forEach(sayTaken)), [])
}

function sayTaken(event: DomainEvent): void {
  if (event.name !== 'message.recorded' || document.visibilityState !== 'visible') return
  const { conversationId: id, event: line, createdAt } = event.data.message
  const state = useStore.getState()
  if (line?.name !== 'assigned' || line.why !== 'wrote' || line.to?.id !== state.me?.id) return
  if (Date.now() - Date.parse(createdAt) > stillNews) return
  const customer = state.conversations[id]?.customer
  const name = customer ? nameOf(customerOf(state, customer.id)?.name ?? customer.name) : ''
  toast(t('thread.takenToast', { name }), () => void assign(id, null).catch(report))
}
