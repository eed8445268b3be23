import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sha256 } from '../../server/crypto.ts'
import { fail } from '../../server/errors.ts'

const file = fileURLToPath(new URL('../../dist/web/widget.js', import.meta.url))

type Script = { source: Buffer; etag: string }

let kept: { changedAt: number; script: Script } | undefined

/** The built widget; read again only when it was built again. */
export async function widgetScript(): Promise<Script> {
  const changedAt = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => fail('not_found', 'The chat widget is not built yet: run “npm run build”.'),
  )
  if (kept?.changedAt !== changedAt) {
    const source = await readFile(file)
    kept = { changedAt, script: { source, etag: sha256(source).slice(0, 16) } }
  }
  return kept.script
}
