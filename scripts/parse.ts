import { buffer } from 'node:stream/consumers'
import { adapters, ParseError } from '../channels/index.ts'
import type { InboundItem } from '../channels/adapter.ts'
import { sha256 } from '../server/crypto.ts'

// `npm run -s parse -- <kind> < raw-body`: what an adapter makes of one raw body, a JSON per line. Needs no database and no signature.
const [kind = ''] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))
const adapter = Object.values(adapters).find((one) => one.kind === kind)
if (!adapter) refuse(`There is no channel kind “${kind}”. Name one of: ${Object.keys(adapters).join(', ')}.`)

try {
  for (const item of await adapter.parse(await buffer(process.stdin))) process.stdout.write(`${JSON.stringify(withoutContents(item))}\n`)
} catch (error) {
  if (!(error instanceof ParseError)) throw error
  refuse(`This body cannot be read: ${error.message}`)
}

/** Files by size and hash: their bytes help nobody on a screen. */
function withoutContents(item: InboundItem): unknown {
  if (item.type !== 'message') return item
  const files = item.files.map((file) => {
    if (!('content' in file)) return file
    const { content, ...rest } = file
    return { ...rest, size: content.length, sha256: sha256(content) }
  })
  return { ...item, files }
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
