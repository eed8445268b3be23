import { appArea } from './app-area.zh-CN.ts'
import { sessionArea } from './session-area.zh-CN.ts'
import { inboxArea } from './inbox-area.zh-CN.ts'
import { threadArea } from './thread-area.zh-CN.ts'
import { settingsArea } from './settings-area.zh-CN.ts'
import { peopleArea } from './people-area.zh-CN.ts'
import { conditionArea } from './condition-area.zh-CN.ts'
import { channelArea } from './channel-area.zh-CN.ts'
import { customerArea } from './customer-area.zh-CN.ts'
import { accessArea } from './access-area.zh-CN.ts'
import { languageArea } from './language-area.zh-CN.ts'
import { duplicatesArea } from './duplicates-area.zh-CN.ts'
import { fieldArea } from './field-area.zh-CN.ts'
import { importArea } from './import-area.zh-CN.ts'
import type { Texts } from './en.ts'

export const zhCN: Texts = {
  ...appArea,
  ...sessionArea,
  ...inboxArea,
  ...threadArea,
  ...settingsArea,
  ...peopleArea,
  ...conditionArea,
  ...channelArea,
  ...customerArea,
  ...accessArea,
  ...languageArea,
  ...duplicatesArea,
  ...fieldArea,
  ...importArea,
}
