import type { WordTable } from './words.ts'
import { accounts } from './words/accounts.zh-CN.ts'
import { channels } from './words/channels.zh-CN.ts'
import { customers } from './words/customers.zh-CN.ts'
import { files } from './words/files.zh-CN.ts'
import { imports } from './words/imports.zh-CN.ts'
import { inbox } from './words/inbox.zh-CN.ts'
import { requests } from './words/requests.zh-CN.ts'
import { segments } from './words/segments.zh-CN.ts'

/**
 * What the server side says to people, in Chinese, by what it is about; an adapter's own stands in its folder. `tests/words` finds a text
 * that is missing here and an entry nobody says any more.
 */
export const zhCN: WordTable = { ...accounts, ...channels, ...customers, ...files, ...imports, ...inbox, ...requests, ...segments }
