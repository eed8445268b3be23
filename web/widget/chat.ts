import type { WidgetMessage, WidgetSession } from '../../contract/widget.ts'
import { complain } from './guard.ts'
import { newId } from './id.ts'
import { openKeep, type Keep } from './keep.ts'
import { openLine, type Answer, type History, type Line } from './line.ts'
import { openOutbox, type Outbox } from './outbox.ts'
import { openSession, Refused } from './session.ts'
import type { Identity, Settings } from './settings.ts'
import { entries, firstPosition, lastPosition, markSeen, merge, receiptDue, unreadCount, withAddresses, type Thread } from './thread.ts'
import { showInTitle } from './title.ts'
import { maxBytes, maxFiles, startUpload, type Upload } from './upload.ts'
import { makeView, type View } from './view.ts'
import { languageOf, words, type Language, type Words } from './words.ts'

/** Everything one page's chat knows. */
type Chat = {
  settings: Settings
  keep: Keep
  session: WidgetSession
  language: Language
  words: Words
  view: View
  outbox: Outbox
  line: Line | null
  thread: Thread
  /** The receipts sent on this connection; a lost one is sent again on the next. */
  told: { delivered?: string; read?: string }
  /** The position up to which this visitor has read, whether or not the server knows yet. */
  readUpTo: number
  more: boolean
  open: boolean
  online: boolean
  typing: string | null
  typingUntil: ReturnType<typeof setTimeout> | undefined
  uploads: Upload[]
  notice: string | null
}

const typingMs = 5_000
const tellTypingMs = 2_500

/** Shows the launcher as soon as the server says this page may have a chat; asks again with backoff while it cannot be reached. */
export function startChat(settings: Settings): void {
  const keep = openKeep(settings.channelId)
  void whenOpened(settings, keep, (session) => offerChat(settings, keep, session))
}

async function whenOpened(settings: Settings, keep: Keep, use: (session: WidgetSession) => void): Promise<void> {
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

function offerChat(settings: Settings, keep: Keep, session: WidgetSession): void {
  const chat = makeChat(settings, keep, session)
  const { page } = settings
  window.parley = Object.assign(page, {
    open: () => setOpen(chat, true),
    close: () => setOpen(chat, false),
    identify: (identity: Identity | null) => identify(chat, identity),
  })
  document.addEventListener('visibilitychange', () => refresh(chat))
  addEventListener('online', () => chat.outbox.kick())
  keep.onChange((name) => heard(chat, name))
  // Whoever has written before is told of answers at once; nobody else costs the server a connection.
  if (keep.read<boolean>('started') || page.identity) connect(chat)
  refresh(chat)
}

function makeChat(settings: Settings, keep: Keep, session: WidgetSession): Chat {
  const language = languageOf(settings.page.locale, session.channel.locale, navigator.language)
  const chat: Chat = {
    ...{ settings, keep, session, line: null, thread: new Map(), told: {}, readUpTo: 0, more: false, open: false, online: false },
    ...{ typing: null, typingUntil: undefined, uploads: [], notice: null, language, words: words[language] },
    view: makeView(language, session.channel, {
      toggle: () => setOpen(chat, !chat.open),
      write: (text) => write(chat, text),
      tellTyping: paced(() => chat.line?.typing()),
      attach: (files) => attach(chat, files),
      detach: (upload) => detach(chat, upload),
      earlier: () => void loadEarlier(chat),
      retry: (id) => chat.outbox.retry(id),
      discard: (id) => chat.outbox.remove(id),
      keepDraft: (draft) => keep.write('draft', draft),
      draft: () => keep.read<string>('draft') ?? '',
    }),
    outbox: openOutbox(
      keep,
      (message) => send(chat, message),
      () => refresh(chat),
    ),
  }
  return chat
}

function refresh(chat: Chat): void {
  tellReceipt(chat)
  const unread = unreadCount(chat.thread, chat.readUpTo)
  showInTitle(unread)
  const { open, online, more, typing, uploads, notice } = chat
  chat.view.render({ open, online, more, typing, uploads, notice, unread, entries: entries(chat.thread, chat.outbox.list()) })
}

function setOpen(chat: Chat, open: boolean): void {
  chat.open = open
  if (open) connect(chat)
  refresh(chat)
  if (open) chat.view.focus()
  else chat.view.focusLauncher()
}

function connect(chat: Chat): void {
  chat.line ??= openLine(chat.settings.base, chat.language, () => chat.session.token, {
    connected: () => void catchUp(chat),
    lost: () => setOnline(chat, false),
    messages: (messages) => take(chat, messages),
    typing: ({ name }) => showTyping(chat, name),
    seen: ({ position }) => {
      markSeen(chat.thread, position)
      refresh(chat)
    },
    refused: () => void reopen(chat),
  })
}

function setOnline(chat: Chat, online: boolean): void {
  chat.online = online
  refresh(chat)
}

/** After every connecting: what we missed, then the newest page once more, for ticks that moved meanwhile. */
async function catchUp(chat: Chat): Promise<void> {
  chat.told = {}
  setOnline(chat, true)
  chat.outbox.kick()
  for (let more = chat.thread.size > 0; more;) {
    const answer = await ask(chat, { after: lastPosition(chat.thread) })
    if (!answer) return
    take(chat, answer.messages)
    more = answer.more && answer.messages.length > 0
  }
  const first = chat.thread.size === 0
  const newest = await ask(chat, {})
  if (newest && first) chat.more = newest.more
  if (newest) take(chat, newest.messages)
}

async function loadEarlier(chat: Chat): Promise<void> {
  const answer = await ask(chat, { before: firstPosition(chat.thread) })
  if (!answer) return
  chat.more = answer.more
  take(chat, answer.messages)
}

async function ask(chat: Chat, range: { after?: number; before?: number }): Promise<History | null> {
  const answer: Answer<History> | undefined = await chat.line?.history(range)
  return answer?.ok ? answer.data : null
}

function take(chat: Chat, messages: WidgetMessage[]): void {
  const changed = merge(
    chat.thread,
    messages.map((message) => withAddresses(chat.settings.base, message)),
  )
  if (changed && messages.some((message) => !message.mine)) chat.typing = null
  chat.outbox.arrived(messages.filter((message) => message.mine).map((message) => message.id))
  refresh(chat)
}

function tellReceipt(chat: Chat): void {
  const reached = chat.open && !document.hidden ? 'read' : 'delivered'
  const newest = receiptDue(chat.thread, reached)
  if (reached === 'read' && newest) chat.readUpTo = newest.position
  if (!newest || !chat.line?.connected() || chat.told[reached] === newest.id) return
  chat.told[reached] = newest.id
  chat.line.receipt({ status: reached, upTo: newest.id })
}

function showTyping(chat: Chat, name: string): void {
  clearTimeout(chat.typingUntil)
  chat.typing = name || chat.words.someone
  chat.typingUntil = setTimeout(() => {
    chat.typing = null
    refresh(chat)
  }, typingMs)
  refresh(chat)
}

function write(chat: Chat, text: string): boolean {
  const ready = chat.uploads.filter((upload) => upload.error === null)
  if (ready.some((upload) => upload.done === null)) return say(chat, chat.words.uploading)
  const attachments = ready.flatMap((upload) => upload.done ?? [])
  if (text.trim() === '' && attachments.length === 0) return false
  chat.keep.write('started', true)
  chat.uploads = []
  chat.notice = null
  chat.outbox.add({ id: newId(), text: text.trim(), attachments, at: new Date().toISOString() })
  return true
}

async function send(chat: Chat, message: Parameters<Line['send']>[0]): Promise<Answer<unknown>> {
  connect(chat)
  const answer = await chat.line!.send(message)
  if (!answer.ok && answer.message && answer.code !== 'offline') say(chat, answer.message)
  else if (answer.ok && chat.notice) say(chat, null)
  return answer
}

/** Shows a sentence above the composer; false, so that a caller can say it and give up in one breath. */
function say(chat: Chat, notice: string | null): false {
  chat.notice = notice
  refresh(chat)
  return false
}

function attach(chat: Chat, files: File[]): void {
  const { words: w, settings } = chat
  const target = { base: settings.base, locale: chat.language, token: () => chat.session.token }
  for (const file of files) {
    if (chat.uploads.length >= maxFiles) return void say(chat, w.tooMany)
    if (file.size > maxBytes) say(chat, w.tooLarge)
    else chat.uploads.push(startUpload(target, file, w.uploadFailed, () => refresh(chat)))
  }
  refresh(chat)
}

function detach(chat: Chat, upload: Upload): void {
  upload.cancel()
  chat.uploads = chat.uploads.filter((other) => other !== upload)
  say(chat, null)
}

/** Another tab wrote, sent, or became somebody else. */
function heard(chat: Chat, name: string): void {
  if (name === 'outbox') chat.outbox.kick()
  if (name === 'started') connect(chat)
  if (name === 'visitor') void reopen(chat)
  refresh(chat)
}

function identify(chat: Chat, identity: Identity | null): void {
  chat.settings.page.identity = identity
  void reopen(chat)
}

/** Begins anew as whoever the page and the kept token say is here. */
async function reopen(chat: Chat): Promise<void> {
  chat.line?.close()
  chat.line = null
  chat.online = false
  await whenOpened(chat.settings, chat.keep, (session) => {
    if (session.visitorId !== chat.session.visitorId || session.verified !== chat.session.verified) chat.thread.clear()
    chat.session = session
    if (chat.open || chat.keep.read<boolean>('started') || chat.settings.page.identity) connect(chat)
    refresh(chat)
  })
}

function paced(work: () => void): () => void {
  let last = 0
  return () => {
    if (Date.now() - last < tellTypingMs) return
    last = Date.now()
    work()
  }
}
