import type { ParserTask } from './parsers/task.ts'
import { safeHtml, type SafeHtml } from './safe-html.ts'

/** Makes the HTML of a mail safe that came before this was done at its arrival. */
export const htmlParser: ParserTask<string, SafeHtml> = { name: 'server.html', seconds: 20, lane: 'quick', parse: safeHtml }
