import { appArea } from './app-area.en.ts'
import { sessionArea } from './session-area.en.ts'
import { inboxArea } from './inbox-area.en.ts'
import { threadArea } from './thread-area.en.ts'
import { settingsArea } from './settings-area.en.ts'
import { peopleArea } from './people-area.en.ts'
import { conditionArea } from './condition-area.en.ts'
import { channelArea } from './channel-area.en.ts'
import { customerArea } from './customer-area.en.ts'
import { accessArea } from './access-area.en.ts'
import { languageArea } from './language-area.en.ts'
import { duplicatesArea } from './duplicates-area.en.ts'
import { fieldArea } from './field-area.en.ts'
import { importArea } from './import-area.en.ts'

/** Every text of the app, in English; the other languages must have the same keys. Plurals: `_one`, `_other`. */
export const en = {
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

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }
/** What a language has to provide. */
export type Texts = Shape<typeof en>
