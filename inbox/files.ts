import { createReadStream } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import multer from '@koa/multer'
import type Router from '@koa/router'
import type { Context as KoaContext } from 'koa'
import { v7 } from 'uuid'
import { holds, mayReadThreads, visible } from '../contract/can.ts'
import { maxFileBytes, type Attachment } from '../contract/files.ts'
import type { Context } from '../server/context.ts'
import { signedIn } from '../server/endpoints.ts'
import type { ByteRange } from '../server/byte-range.ts'
import { fail } from '../server/errors.ts'
import { fetchImage } from '../server/image-proxy.ts'
import { assertSameOrigin } from '../server/origin.ts'
import { imageSize, thumbnail } from '../server/pictures.ts'
import { sendBytes, sendFile } from '../server/send-file.ts'
import { playable } from '../server/voices.ts'
import { putFile } from '../server/storage.ts'
import { isOurLink } from './remote-image.ts'

const upload = multer({ dest: tmpdir(), limits: { fileSize: maxFileBytes, files: 1, fields: 0 } }).single('file')

/** Agents' files: `POST /api/v1/files`, `GET /api/v1/files/:id[/thumbnail|/voice]`, and pictures of mails through our own door. */
export function fileRoutes(router: Router): void {
  router.post('/api/v1/files', async (ctx) => {
    assertSameOrigin(ctx)
    const context = await signedIn(ctx)
    if (!holds(context.actor, 'inbox.work')) fail('forbidden', 'Your role does not allow this. Ask an owner of the workspace.')
    ctx.body = await takeUpload(ctx, context)
  })
  router.get('/api/v1/files/:id', async (ctx) => giveFile(ctx, await findFile(await signedIn(ctx), ctx.params['id'] ?? '')))
  router.get('/api/v1/files/:id/thumbnail', async (ctx) => {
    const context = await signedIn(ctx)
    const file = await findFile(context, ctx.params['id'] ?? '')
    const small = await thumbnail(file.hash, { width: 640, who: context.workspaceId })
    protect(ctx)
    ctx.type = small.type
    ctx.body = small.bytes
  })
  router.get('/api/v1/files/:id/voice', async (ctx) => {
    const context = await signedIn(ctx)
    const { hash } = await findFile(context, ctx.params['id'] ?? '')
    const bytes = await playable(hash, context.workspaceId)
    protect(ctx)
    ctx.type = 'audio/wav'
    const open = (range: ByteRange | null) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes])
    await sendBytes(ctx, { etag: `${hash}-voice`, size: bytes.length, open })
  })
  router.get('/api/v1/remote-image', async (ctx) => {
    const { actor } = await signedIn(ctx)
    if (!mayReadThreads(actor)) fail('forbidden', 'Your role does not allow this. Ask an owner of the workspace.')
    const { url, sign } = ctx.query
    if (typeof url !== 'string' || !isOurLink(url, sign)) fail('not_found', 'This picture’s link is not one of ours.')
    const image = await fetchImage(url)
    protect(ctx)
    ctx.type = image.type
    ctx.body = image.body
  })
}

async function takeUpload(ctx: KoaContext, context: Context): Promise<Attachment> {
  await upload(ctx, async () => undefined).catch((error: Error & { code?: string }) =>
    fail(
      'invalid',
      error.code === 'LIMIT_FILE_SIZE'
        ? `This file is larger than ${maxFileBytes / 1_048_576} MB: send a smaller one.`
        : 'Send one file, as multipart/form-data, in the field “file”.',
      { field: 'file' },
    ),
  )
  const given = ctx.file ?? fail('invalid', 'Send one file, as multipart/form-data, in the field “file”.', { field: 'file' })
  try {
    const stored = await putFile(createReadStream(given.path), { maxBytes: maxFileBytes })
    // Busboy reads names as Latin-1, as the old standard has it; browsers send UTF-8.
    const name = cleanName(Buffer.from(given.originalname, 'latin1').toString('utf8'))
    return await keepUpload(context, { ...stored, name })
  } finally {
    await unlink(given.path)
  }
}

const cleanName = (name: string) =>
  name
    .replace(/[\u0000-\u001f\u007f/\\\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed() || 'file'

async function keepUpload(context: Context, file: { hash: string; name: string; type: string; size: number }): Promise<Attachment> {
  const userId = context.actor.type === 'user' ? context.actor.id : fail('forbidden', 'Only a person can upload.')
  const picture = file.type.startsWith('image/') ? await imageSize(file.hash) : null
  const id = v7()
  await context.sql(
    'INSERT INTO attachments (id, workspace_id, uploader, hash, name, type, size, width, height) VALUES ($2, $1, $3, $4, $5, $6, $7, $8, $9) RETURNING workspace_id',
    [id, `user:${userId}`, file.hash, file.name, file.type, file.size, picture?.width ?? null, picture?.height ?? null],
  )
  return {
    id,
    name: file.name,
    type: file.type,
    size: file.size,
    inline: false,
    width: picture?.width ?? null,
    height: picture?.height ?? null,
    state: 'ready',
    reason: null,
  }
}

type Kept = { hash: string; name: string; type: string; size: number }
type Found = Omit<Kept, 'hash'> & { hash: string | null; state: Attachment['state']; uploader: string | null; access: string[] | null }

/** A file of a message the person may see, or one they uploaded and have not sent yet. */
async function findFile(context: Context, id: string): Promise<Kept> {
  const { actor } = context
  const known = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)
  const [file] = known
    ? await context.sql<Found>(
        `SELECT a.hash, a.name, a.type, a.size, a.state, a.uploader, c.access
           FROM attachments a LEFT JOIN messages m ON m.id = a.message_id LEFT JOIN conversations c ON c.id = m.conversation_id
          WHERE a.workspace_id = $1 AND a.id = $2 AND m.recalled_at IS NULL`,
        [id],
      )
    : []
  const reads = mayReadThreads(actor) && file?.access && visible(actor, file.access)
  const sends = file?.access === null && actor.type === 'user' && file.uploader === `user:${actor.id}`
  return file && (reads || sends) ? fetched(file) : fail('not_found', 'This file does not exist, or is not yours to see.')
}

function fetched({ hash, state, ...file }: Found): Kept {
  if (state === 'waiting') fail('conflict', 'This file is still on its way from the provider. Try again in a moment.')
  if (hash === null)
    return fail(
      'not_found',
      'This file could not be fetched from the provider. Ask for it once more, or ask the customer to send it again.',
    )
  return { ...file, hash }
}

const shownInPlace = /^(image\/(png|jpeg|gif|webp|avif)|(audio|video)\/[\w.+-]+)(; codecs=[\w.]+)?$/

/** Sends a file so that a browser can do nothing with it but show a picture, play sound or video, or save it (security.md 12). */
async function giveFile(ctx: KoaContext, file: Kept): Promise<void> {
  protect(ctx)
  ctx.attachment(file.name, { type: shownInPlace.test(file.type) ? 'inline' : 'attachment' })
  ctx.type = shownInPlace.test(file.type) ? file.type : 'application/octet-stream'
  await sendFile(ctx, file)
}

function protect(ctx: KoaContext): void {
  ctx.set('Content-Security-Policy', "sandbox; default-src 'none'")
  ctx.set('X-Content-Type-Options', 'nosniff')
  ctx.set('Cache-Control', 'private, max-age=86400, immutable')
  // A copy in the browser is good for this session only: whoever sits there after the sign-out is asked who they are.
  ctx.vary('Cookie')
  ctx.vary('Authorization')
}
