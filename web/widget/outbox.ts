import type { WidgetMessage } from '../../contract/widget.ts'
import type { Keep } from './keep.ts'
import type { Answer } from './line.ts'

/** What the visitor wrote and the server's thread does not show yet. `taken`: the server has it. `failed`: it refused, and why. */
export type Unsent = {
  id: string
  text: string
  attachments: WidgetMessage['attachments']
  at: string
  taken?: boolean
  failed?: string
}

export type Outbox = {
  list: () => Unsent[]
  add: (message: Unsent) => void
  /** Sends a refused message once more. */
  retry: (id: string) => void
  remove: (id: string) => void
  /** The thread shows these now. */
  arrived: (ids: string[]) => void
  /** Now is a good moment to try: connected, or another tab changed the list. */
  kick: () => void
}

type Send = (message: { id: string; text: string; attachmentIds: string[] }) => Promise<Answer<unknown>>

/** Later is worth a try after these; every other refusal is for the visitor to see. */
const passing = new Set(['offline', 'rate_limited', 'upstream', 'internal', 'unauthenticated'])
const firstPauseMs = 1_000
const longestPauseMs = 15_000

/**
 * Sends in order, one at a time, each under its own id until the server has acknowledged it: a lost answer only means that it is asked
 * again. Kept in the browser, so that a reload or a crash loses nothing; tries on its own timer, with backoff.
 */
export function openOutbox(keep: Keep, send: Send, changed: () => void): Outbox {
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = firstPauseMs
  let busy = false

  const list = () => keep.read<Unsent[]>('outbox') ?? []
  const save = (messages: Unsent[]) => {
    keep.write('outbox', messages)
    changed()
  }
  const mark = (id: string, marks: Pick<Unsent, 'taken' | 'failed'>) =>
    save(list().map((message) => (message.id === id ? { ...message, ...marks } : message)))

  async function drain(): Promise<void> {
    if (busy) return
    busy = true
    clearTimeout(timer)
    for (let next = nextOf(list()); next; next = nextOf(list())) {
      const answer = await send({ id: next.id, text: next.text, attachmentIds: next.attachments.map((file) => file.id) })
      if (answer.ok) mark(next.id, { taken: true })
      else if (!passing.has(answer.code)) mark(next.id, { failed: answer.message || answer.code })
      else {
        later()
        break
      }
      pause = firstPauseMs
    }
    busy = false
  }

  function later(): void {
    timer = setTimeout(() => void drain(), pause)
    pause = Math.min(pause * 2, longestPauseMs)
  }

  return {
    list,
    add: (message) => {
      save([...list(), message])
      void drain()
    },
    retry: (id) => {
      save(list().map(({ failed, ...message }) => (failed === undefined || message.id === id ? message : { ...message, failed })))
      void drain()
    },
    remove: (id) => save(list().filter((message) => message.id !== id)),
    arrived: (ids) => {
      const left = list().filter((message) => !ids.includes(message.id))
      if (left.length < list().length) save(left)
    },
    kick: () => {
      pause = firstPauseMs
      void drain()
    },
  }
}

const nextOf = (messages: Unsent[]) => messages.find((message) => !message.taken && message.failed === undefined)
