import type { WidgetSession } from '../../contract/widget.ts'
import { complain } from './guard.ts'
import { catchUp, take } from './history.ts'
import type { Keep } from './keep.ts'
import { openLine } from './line.ts'
import { openSession, Refused } from './session.ts'
import type { Identity, Settings } from './settings.ts'
import { refresh, showTyping } from './show.ts'
import type { Chat } from './state.ts'
import { markSeen } from './thread.ts'

/** Opens a session and hands it on; asks again with backoff while the server cannot be reached, and not after it said no. */
export async function whenOpened(settings: Settings, keep: Keep, use: (session: WidgetSession) => void): Promise<void> {
  for (let pause = 2_000; ; pause = Math.min(pause * 2, 60_000)) {
    try {
      return use(await openSession(settings, keep))
    } catch (error) {
      complain(error)
      if (error instanceof Refused) return
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

/** Makes sure there is a line, and that what comes over it is shown. */
export function connect(chat: Chat): void {
  chat.line ??= openLine(chat.settings.base, chat.language, () => chat.session.token, {
    connected: () => connected(chat),
    lost: () => setOnline(chat, false),
    messages: (messages) => take(chat, messages),
    typing: ({ name }) => showTyping(chat, name),
    seen: ({ position }) => {
      markSeen(chat.thread, position)
      refresh(chat)
    },
    here: (here) => {
      chat.here = here
      refresh(chat)
    },
    refused: () => void reopen(chat),
  })
}

function connected(chat: Chat): void {
  chat.told = {}
  setOnline(chat, true)
  chat.outbox.kick()
  void catchUp(chat)
}

function setOnline(chat: Chat, online: boolean): void {
  chat.online = online
  refresh(chat)
}

/** The page says who is here, or that nobody is any more. */
export function identify(chat: Chat, identity: Identity | null): void {
  chat.settings.page.identity = identity
  void reopen(chat)
}

/** Begins anew as whoever the page and the kept token say is here. */
export async function reopen(chat: Chat): Promise<void> {
  chat.line?.close()
  chat.line = null
  chat.online = false
  await whenOpened(chat.settings, chat.keep, (session) => {
    if (session.visitorId !== chat.session.visitorId || session.verified !== chat.session.verified) chat.thread.clear()
    chat.session = session
    if (chat.open || hasBegun(chat)) connect(chat)
    refresh(chat)
  })
}

/** Whoever has written before is told of answers at once; nobody else costs the server a connection. */
export const hasBegun = ({ keep, settings }: Pick<Chat, 'keep' | 'settings'>): boolean =>
  Boolean(keep.read<boolean>('started') || settings.page.identity)
