import type Router from '@koa/router'
import type { Context } from 'koa'
import { fail } from '../../server/errors.ts'
import { readJson } from '../../server/json-body.ts'
import { thumbnail } from '../../server/pictures.ts'
import { networkOf } from '../../server/networks.ts'
import { sendFile } from '../../server/send-file.ts'
import { countSession, countUpload } from './budget.ts'
import { fileLink, findUpload, keepUpload, linkHolds, maxUploadBytes, requireRoom } from './files.ts'
import { answerPreflight, openToPages, requireOrigin } from './origins.ts'
import { openSession, readSessionInput, tokenHolder, webchatAccount } from './session.ts'
import { widgetScript } from './script.ts'
import { openVisitor } from './visitor.ts'
import { currentTime } from '../../server/clock.ts'

/** The widget's HTTP: its script, `POST /widget/session`, `POST /widget/files`, `GET /widget/files/:id`. Its messages travel by socket. */
export function widgetRoutes(router: Router): void {
  router.get('/widget.js', giveScript)
  router.options('/widget/*rest', answerPreflight)
  router.post('/widget/session', startSession)
  router.post('/widget/files', takeFile)
  router.get('/widget/files/:id', giveFile)
}

// Five minutes old at most on any page; between those a browser asks with its ETag and gets 304.
async function giveScript(ctx: Context): Promise<void> {
  openToPages(ctx)
  const { source, etag } = await widgetScript()
  ctx.type = 'text/javascript; charset=utf-8'
  ctx.set('Cache-Control', 'public, max-age=300')
  ctx.etag = etag
  ctx.status = 200
  if (ctx.fresh) ctx.status = 304
  else ctx.body = source
}

async function startSession(ctx: Context): Promise<void> {
  openToPages(ctx)
  const input = readSessionInput(await readJson(ctx, { stranger: true }))
  const account = await webchatAccount(input.channelId)
  requireOrigin(ctx, account.config)
  const now = currentTime()
  await countSession(tokenHolder(account, input.token, now), networkOf(ctx.ip))
  ctx.set('Cache-Control', 'no-store')
  ctx.body = openSession(account, input, now)
}

/** `POST /widget/files?name=…`: the body is the file itself; answers the attachment with its `url`. */
async function takeFile(ctx: Context): Promise<void> {
  openToPages(ctx)
  const network = networkOf(ctx.ip)
  const sender = { network, origin: ctx.get('Origin') || undefined }
  const visitor = await openVisitor(/^Bearer (\S+)$/i.exec(ctx.get('Authorization'))?.[1], sender)
  if (!visitor) return fail('unauthenticated', 'This chat has ended. Reload the page.')
  const length = Number(ctx.get('Content-Length') || Number.NaN)
  if (!(length <= maxUploadBytes)) return refuseLarge(ctx)
  await countUpload({ uploader: visitor.uploader, network }, length)
  await requireRoom(visitor, length)
  const attachment = await keepUpload(visitor, fileName(ctx.query['name']), ctx.req).finally(() => ctx.req.resume())
  ctx.body = { ...attachment, url: fileLink(attachment.id) }
}

// Not read to its end: the connection is closed after the answer instead.
function refuseLarge(ctx: Context): never {
  ctx.set('Connection', 'close')
  return fail('invalid', 'This file is larger than 10 MB: send a smaller one.', { field: 'file' })
}

function fileName(given: unknown): string {
  return typeof given === 'string'
    ? given
        .replace(/[\u0000-\u001f\u007f/\\]+/g, ' ')
        .trim()
        .slice(0, 200)
        .toWellFormed()
    : ''
}

/** The link itself is the permission; `width` asks for a small picture instead of the file. */
async function giveFile(ctx: Context): Promise<void> {
  openToPages(ctx)
  const id = ctx['params'].id as string
  const file = linkHolds(id, ctx.query) ? await findUpload(id) : null
  if (!file) return fail('not_found', 'This link has expired. Reload the page to get a new one.')
  ctx.set('X-Content-Type-Options', 'nosniff')
  ctx.set('Content-Security-Policy', "sandbox; default-src 'none'")
  ctx.set('Cache-Control', 'private, max-age=604800, immutable')
  ctx.set('Referrer-Policy', 'no-referrer')
  if (ctx.query['width']) return showSmall(ctx, file.hash)
  ctx.attachment(file.name)
  ctx.type = file.type
  await sendFile(ctx, file)
}

async function showSmall(ctx: Context, hash: string): Promise<void> {
  const small = await thumbnail(hash, { width: Number(ctx.query['width']) || 480, who: networkOf(ctx.ip) })
  ctx.type = small.type
  ctx.body = small.bytes
}
