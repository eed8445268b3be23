import { Readable } from 'node:stream'
import type Router from '@koa/router'
import type { Context as KoaContext } from 'koa'
import type { EndpointName, Input, Output } from '../../contract/api.ts'
import { can, holds } from '../../contract/can.ts'
import type { Permission } from '../../contract/roles.ts'
import type { Locale } from '../../contract/users.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { parseInput, signedIn } from '../endpoints.ts'
import { fail } from '../errors.ts'
import { maskOutput } from '../mask.ts'
import type { Cell } from './cells.ts'
import { csvBytes } from './csv.ts'
import { xlsxBytes } from './xlsx.ts'
import { currentTime } from '../clock.ts'

type ListName = {
  [N in EndpointName]: Output<N> extends { data: unknown[]; next: string | null } ? (Input<N> extends { limit: number } ? N : never) : never
}[EndpointName]
type Item<N extends ListName> = Output<N> extends { data: (infer T)[] } ? T : never

/** How one kind of item becomes a table. */
export type Table<T> = { headers: string[]; /** The rows of a page of items. */ rows: (items: T[]) => Promise<Cell[][]> | Cell[][] }

/** For whom a file is made: in their language, times where the workspace is. */
export type Reader = { context: Context; locale: Locale; timeZone: string }

/** A list that can be had as a file. */
export type ExportedList<N extends ListName> = {
  /** The endpoint whose list it is: the same query, the same rows, the same masking. */
  endpoint: N
  /** `/api/v1/exports/<name>.csv` and `.xlsx`. */
  name: string
  /** What it takes besides the list itself. */
  needs: Permission
  list: (context: Context, input: Input<N>) => Promise<Output<N>>
  table: (reader: Reader) => Promise<Table<Item<N>>> | Table<Item<N>>
}

const formats = {
  csv: { bytes: csvBytes, type: 'text/csv; charset=utf-8' },
  xlsx: { bytes: xlsxBytes, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
} as const
type Format = keyof typeof formats

/** Rows are fetched as many at a time; no more of them are ever in memory. */
const pageRows = 500

/** The routes of an exported list: what the list shows with the same query, whole, as a file that is made while it is sent. */
export function exportRoutes<N extends ListName>(router: Router, list: ExportedList<N>): void {
  for (const format of Object.keys(formats) as Format[])
    router.get(`/api/v1/exports/${list.name}.${format}`, (ctx) => giveFile(ctx, list, format))
}

async function giveFile<N extends ListName>(ctx: KoaContext, list: ExportedList<N>, format: Format): Promise<void> {
  const context = await signedIn(ctx)
  if (!can(context.actor, list.endpoint) || !holds(context.actor, list.needs))
    fail('forbidden', 'Your role does not allow this. Ask an owner of the workspace.')
  const input = parseInput(list.endpoint, ctx.query) as Input<N>
  const reader: Reader = { context, locale: (ctx.state['locale'] as Locale | undefined) ?? 'en', timeZone: await zoneOf(context) }
  const table = await list.table(reader)
  const fileName = `${list.name}-${currentTime().toISOString().slice(0, 10)}.${format}`
  const log = (action: string, after: object) =>
    context.sqlTransaction((tx) => audit(tx, context, { action, target: { type: 'export', id: list.name }, after: { fileName, ...after } }))
  const first = await pageOf(context, list, input, undefined)
  // Written down before the first byte leaves the house.
  await log(`export.${list.name}`, { query: ctx.query })
  ctx.attachment(fileName)
  ctx.set('Cache-Control', 'no-store')
  ctx.type = formats[format].type
  const rows = allRows(first, (cursor) => pageOf(context, list, input, cursor), table, (count, whole) => log(`export.${list.name}.end`, { rows: count, whole })) // prettier-ignore
  ctx.body = Readable.from(formats[format].bytes(table.headers, rows), { objectMode: false })
}

async function zoneOf({ sql }: Context): Promise<string> {
  const [row] = await sql<{ zone: string }>(
    'SELECT time_zone AS zone FROM (SELECT id AS workspace_id, time_zone FROM workspaces) w WHERE workspace_id = $1::uuid',
  )
  return row?.zone ?? 'UTC'
}

type Page<N extends ListName> = { data: Item<N>[]; next: string | null }

/** A page as the endpoint answers it to this person. */
async function pageOf<N extends ListName>(
  context: Context,
  { endpoint, list }: ExportedList<N>,
  input: Input<N>,
  cursor: string | undefined,
): Promise<Page<N>> {
  // prettier-ignore
  const answer = await list(context, { ...input, limit: pageRows, ...(cursor !== undefined && { cursor }) })
  return maskOutput(endpoint, context.actor, answer) as Page<N>
}

/** Every row, page by page; whoever stops reading stops the fetching. At the end, or there, `tell` hears how many went out. */
async function* allRows<N extends ListName>(
  first: Page<N>,
  nextPage: (cursor: string) => Promise<Page<N>>,
  table: Table<Item<N>>,
  tell: (count: number, whole: boolean) => Promise<void>,
): AsyncGenerator<Cell[]> {
  let count = 0
  let whole = false
  try {
    for (let page: Page<N> | null = first; page; page = page.next === null ? null : await nextPage(page.next)) {
      const rows = await table.rows(page.data)
      yield* rows
      count += rows.length
    }
    whole = true
  } finally {
    await tell(count, whole)
  }
}

/** A time as people of the workspace write it, to the minute: `2026-01-31 17:30`. */
export function localTime(time: string | null, timeZone: string): string | null {
  if (time === null) return null
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return parts.format(new Date(time))
}
