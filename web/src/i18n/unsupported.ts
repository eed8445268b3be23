import i18next from 'i18next'
import type { Conversation } from '../../../contract/conversations.ts'
import { unsupportedLine } from '../../../contract/unsupported.ts'

/** What stands for what Parley cannot show, in the reader's language; `name` is what the provider calls it. */
export const sayUnsupported = (name: string): string => unsupportedLine(name, i18next.language === 'zh-CN' ? 'zh-CN' : 'en')

/** The last message of a conversation in one line; empty when it is only files. */
export function previewOf({ lastMessage }: Pick<Conversation, 'lastMessage'>): string {
  if (!lastMessage) return ''
  return lastMessage.preview || (lastMessage.unsupported ? sayUnsupported(lastMessage.unsupported) : '')
}
