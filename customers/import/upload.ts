import { createReadStream } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import multer from '@koa/multer'
import type Router from '@koa/router'
import type { Context as KoaContext } from 'koa'
import { v7 } from 'uuid'
import { holds } from '../../contract/can.ts'
import { maxImportBytes, type CustomerImport } from '../../contract/imports.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import { signedIn } from '../../server/endpoints.ts'
import { fail } from '../../server/errors.ts'
import { assertSameOrigin } from '../../server/origin.ts'
import { inParser } from '../../server/parsers/pool.ts'
import { putFile } from '../../server/storage.ts'
import { changeImport } from './imports.ts'
import { optionsFor, sampleOf } from './options.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { type Beginning, beginningParser } from './table-parsers.ts'

const upload = multer({ dest: tmpdir(), limits: { fileSize: maxImportBytes, files: 1, fields: 0 } }).single('file')

/** `POST /api/v1/imports`: takes a file of customers and answers what is in it. Nothing is imported yet. */
export function uploadRoute(router: Router): void {
  router.post('/api/v1/imports', async (ctx) => {
    assertSameOrigin(ctx)
    const context = await signedIn(ctx)
    if (!holds(context.actor, 'customer.import')) fail('forbidden', 'Your role does not allow this. Ask an owner of the workspace.')
    ctx.set('Cache-Control', 'no-store')
    ctx.body = await takeUpload(ctx, context)
  })
}

async function takeUpload(ctx: KoaContext, context: Context): Promise<CustomerImport> {
  await upload(ctx, async () => undefined).catch((error: Error & { code?: string }) =>
    error.code === 'LIMIT_FILE_SIZE' ? fail('invalid', 'This file is larger than 100 MB: send it in parts.', { field: 'file' }) : noFile(),
  )
  const given = ctx.file ?? noFile()
  try {
    const who = { key: `workspace:${context.workspaceId}`, signal: context.gone }
    const table = await inParser(beginningParser, { path: given.path }, who).catch(refuseUnreadable)
    const { hash, size } = await putFile(createReadStream(given.path), { maxBytes: maxImportBytes })
    // Busboy reads names as Latin-1, as the old standard has it; browsers send UTF-8.
    const fileName = cleanName(Buffer.from(given.originalname, 'latin1').toString('utf8'))
    return await keep(context, { hash, size, fileName, table })
  } finally {
    await unlink(given.path)
  }
}

const noFile = () => fail('invalid', 'Send one file, as multipart/form-data, in the field “file”.', { field: 'file' })

const cleanName = (name: string) =>
  name
    .replace(/[\p{Cc}\p{Cs}/\\\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed() || 'file'

type Kept = { hash: string; size: number; fileName: string; table: Beginning }

function keep(context: Context, { hash, size, fileName, table }: Kept): Promise<CustomerImport> {
  const { actor } = context
  const byId = actor.type === 'user' ? actor.id : null
  return context.sqlTransaction(async (tx) => {
    const id = v7()
    const options = await optionsFor(tx.sql, table)
    await tx.sql(
      `INSERT INTO customer_imports (id, workspace_id, hash, file_name, size, encoding, encoding_guessed, columns, sample, options, status, by_id, by_name)
       VALUES ($2::uuid, $1::uuid, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, 'uploaded', $11::uuid, $12) RETURNING workspace_id`,
      [id, hash, fileName, size, table.encoding, table.encodingGuessed, table.columns, JSON.stringify(sampleOf(table)), JSON.stringify(options), byId, actor.name], // prettier-ignore
    )
    await audit(tx, context, { action: 'import.upload', target: { type: 'import', id }, after: { fileName, size } })
    return changeImport(tx, id, {})
  })
}
