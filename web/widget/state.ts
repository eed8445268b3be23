import type { WidgetSession } from '../../contract/widget.ts'
import type { Keep } from './keep.ts'
import type { Line } from './line.ts'
import type { Outbox } from './outbox.ts'
import type { Settings } from './settings.ts'
import type { Thread } from './thread.ts'
import type { Upload } from './upload.ts'
import type { View } from './view.ts'
import type { Language, Words } from './words.ts'

/** Everything one page's chat knows. */
export type Chat = {
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
  /** Whether somebody is here to answer. */
  here: boolean
  typing: string | null
  typingUntil: ReturnType<typeof setTimeout> | undefined
  uploads: Upload[]
  notice: { text: string; isOver: (() => boolean) | undefined } | null
}
