import { translator, type Translate, type WordTable } from '../../../contract/words.ts'
import { zhCN as serverWords } from '../../../contract/words.zh-CN.ts'

/** All Chinese in one piece, fetched only by who reads it: the app's own texts, and what the server says. */
export { zhCN as texts } from './zh-CN.ts'
export const translatorWith = (words: WordTable): Translate => translator({ ...serverWords, ...words })
