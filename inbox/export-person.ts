import { Readable } from 'node:stream'
import type Router from '@koa/router'
import { ZipFile } from 'yazl'
import { holds } from '../contract/can.ts'
import type { Attachment } from '../contract/files.ts'
import type { TimelineEntry } from '../contract/timeline.ts'
import { findFields, findLabels, listConsents, seeCustomer } from '../customers/index.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import { parseInput, signedIn } from '../server/endpoints.ts'
import { fail } from '../server/errors.ts'
import { maskOutput } from '../server/mask.ts'
import { openFile } from '../server/storage.ts'
import { listTimeline } from './timeline.ts'

/**
 * `GET /api/v1/customers/:id/export`: everything kept about one person as a zip: `customer.json` (profile, custom fields' definitions,
 * consents), `timeline.jsonl` (a JSON object per line, newest first: messages, notes, changes), and their files. Of what the asker may
 * see, as their role shows it.
 */
export function exportPersonRoute(router: Router): void {
  router.get('/api/v1/customers/:id/export', async (ctx) => {
    const context = await signedIn(ctx)
    if (!holds(context.actor, 'customer.export') || !holds(context.actor, 'customer.read'))
      fail('forbidden', 'Your role does not allow this. Ask an owner of the workspace.')
    const { id } = parseInput('customer.get', { id: ctx.params['id'] }) as { id: string }
    const { customer, shown } = await profileOf(context, id)
    await context.sqlTransaction((tx) => audit(tx, context, { action: 'customer.export', target: { type: 'customer', id: customer.id } }))
    ctx.attachment(`customer-${customer.id}.zip`)
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'application/zip'
    ctx.body = zipOf(context, customer.id, shown)
  })
}

async function profileOf(context: Context, id: string) {
  const customer = await seeCustomer(context, { id })
  return {
    customer,
    shown: {
      customer: maskOutput('customer.get', context.actor, customer),
      consents: maskOutput('consent.list', context.actor, await listConsents(context, { id })),
      fields: await findFields(context.sql),
      labels: await findLabels(context.sql),
    },
  }
}

/** The archive as it is made: no more than one page of the timeline, or a piece of one file, is in memory. */
function zipOf(context: Context, id: string, profile: object): Readable {
  const zip = new ZipFile()
  const output = Readable.from(zip.outputStream as AsyncIterable<Buffer>)
  zip.on('error', (error: Error) => output.destroy(error))
  zip.addBuffer(Buffer.from(JSON.stringify(profile, null, 2)), 'customer.json')
  const files: Attachment[] = []
  const timeline = Readable.from(linesOf(context, id, files), { objectMode: false })
  timeline.on('error', (error) => output.destroy(error))
  timeline.once('end', () => {
    addFiles(zip, context, files).then(
      () => zip.end(),
      (error: Error) => output.destroy(error),
    )
  })
  zip.addReadStream(timeline, 'timeline.jsonl')
  return output
}

async function* linesOf(context: Context, id: string, files: Attachment[]): AsyncGenerator<string> {
  for (let cursor: string | undefined; ;) {
    const page = await listTimeline(context, { id, limit: 100, ...(cursor !== undefined && { cursor }) })
    const { data } = maskOutput('timeline.list', context.actor, page) as { data: TimelineEntry[] }
    for (const entry of data) {
      if (entry.type === 'message') files.push(...entry.message.attachments)
      yield `${JSON.stringify(entry)}\n`
    }
    if (page.next === null) return
    cursor = page.next
  }
}

async function addFiles(zip: ZipFile, { sql }: Context, files: Attachment[]): Promise<void> {
  const rows = await sql<{ id: string; hash: string }>(
    `SELECT id, hash FROM attachments WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND hash <> ''`,
    [files.map((file) => file.id)],
  )
  const hashes = new Map(rows.map(({ id, hash }) => [id, hash]))
  for (const { id, name } of files) {
    const hash = hashes.get(id)
    if (hash === undefined) continue
    zip.addReadStreamLazy(`files/${id}-${safe(name)}`, {}, (give) => {
      openFile(hash).then(
        (stream) => give(null, stream),
        (error: Error) => give(error, Readable.from([])),
      )
    })
  }
}

/** A name that cannot leave the folder it is unpacked in. */
const safe = (name: string) => name.replace(/[/\\:]|\.\.+|\p{Cc}/gu, '_')
