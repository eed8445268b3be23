import type { WidgetSession } from '../../contract/widget.ts'
import { connect, hasBegun, identify, reopen, whenOpened } from './connect.ts'
import { loadEarlier } from './history.ts'
import { openKeep, type Keep } from './keep.ts'
import { openOutbox } from './outbox.ts'
import type { Identity, Settings } from './settings.ts'
import { refresh } from './show.ts'
import type { Chat } from './state.ts'
import { makeView } from './view.ts'
import { languageOf, words } from './words.ts'
import { attach, detach, send, write } from './write.ts'

/** Shows the launcher as soon as the server says this page may have a chat. */
export function startChat(settings: Settings): void {
  const keep = openKeep(settings.channelId)
  void whenOpened(settings, keep, (session) => offerChat(settings, keep, session))
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
  if (hasBegun(chat)) connect(chat)
  refresh(chat)
}

function makeChat(settings: Settings, keep: Keep, session: WidgetSession): Chat {
  const language = languageOf(settings.page.locale, session.channel.locale, navigator.language)
  const chat: Chat = {
    ...{
      settings,
      keep,
      session,
      line: null,
      thread: new Map(),
      told: {},
      readUpTo: 0,
      more: false,
      open: false,
      online: false,
      here: false,
    },
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

const tellTypingMs = 2_500

function paced(work: () => void): () => void {
  let last = 0
  return () => {
    if (Date.now() - last < tellTypingMs) return
    last = Date.now()
    work()
  }
}

function setOpen(chat: Chat, open: boolean): void {
  chat.open = open
  if (open) connect(chat)
  refresh(chat)
  if (open) chat.view.focus()
  else chat.view.focusLauncher()
}

/** Another tab wrote, sent, or became somebody else. */
function heard(chat: Chat, name: string): void {
  if (name === 'outbox') chat.outbox.kick()
  if (name === 'started') connect(chat)
  if (name === 'visitor') void reopen(chat)
  refresh(chat)
}
