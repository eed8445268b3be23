import type { Chat } from './state.ts'
import { entries, receiptDue, unreadCount } from './thread.ts'
import { showInTitle } from './title.ts'

const typingMs = 5_000

/** Brings the screen, the page's title and what the server knows of the reading up to date. */
export function refresh(chat: Chat): void {
  tellReceipt(chat)
  const unread = unreadCount(chat.thread, chat.readUpTo)
  showInTitle(unread)
  const { open, online, here, more, typing, uploads } = chat
  const notice = noticeOf(chat)
  chat.view.render({ open, online, here, more, typing, uploads, notice, unread, entries: entries(chat.thread, chat.outbox.list()) })
}

function tellReceipt(chat: Chat): void {
  const reached = chat.open && !document.hidden ? 'read' : 'delivered'
  const newest = receiptDue(chat.thread, reached)
  if (reached === 'read' && newest) chat.readUpTo = newest.position
  if (!newest || !chat.line?.connected() || chat.told[reached] === newest.id) return
  chat.told[reached] = newest.id
  chat.line.receipt({ status: reached, upTo: newest.id })
}

/** What is said above the composer, for as long as it is so. */
function noticeOf(chat: Chat): string | null {
  if (chat.notice?.isOver?.()) chat.notice = null
  return chat.notice?.text ?? null
}

/** Shows a sentence above the composer, until `isOver` says that its cause is gone; false, so that a caller can say it and give up in one breath. */
export function say(chat: Chat, text: string, isOver?: () => boolean): false {
  chat.notice = { text, isOver }
  refresh(chat)
  return false
}

/** Shows for a moment that somebody is writing. */
export function showTyping(chat: Chat, name: string): void {
  clearTimeout(chat.typingUntil)
  chat.typing = name || chat.words.someone
  chat.typingUntil = setTimeout(() => {
    chat.typing = null
    refresh(chat)
  }, typingMs)
  refresh(chat)
}
