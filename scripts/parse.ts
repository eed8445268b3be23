import { buffer } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { adapters, ParseError } from '../channels/index.ts'
import type { InboundItem } from '../channels/adapter.ts'
import { surface } from '../contract/channels.ts'
import { sha256 } from '../server/crypto.ts'

// `npm run -s parse -- <kind> [--surface message|comment|mention] < raw-body`: what an adapter makes of one raw body, a JSON per line. Needs no
// database and no signature. Adapters tell the surface by the body itself, so naming one changes nothing; each item says its own.
const { values, positionals } = readArguments()
const [kind = ''] = positionals
const adapter = adapters.get(kind) ?? refuse(`There is no channel kind “${kind}”. Name one of: ${[...adapters.keys()].join(', ')}.`)
if (!surface.optional().safeParse(values.surface).success)
  refuse(`There is no surface “${values.surface}”. Name one of: ${surface.options.join(', ')}.`)

try {
  for (const item of await adapter.parse(await buffer(process.stdin))) process.stdout.write(`${JSON.stringify(withoutContents(item))}\n`)
} catch (error) {
  if (!(error instanceof ParseError)) throw error
  refuse(`This body cannot be read: ${error.message}`)
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { surface: { type: 'string' } } })
  } catch (error) {
    return refuse((error as Error).message)
  }
}

/** Files by size and hash: their bytes help nobody on a screen. */
function withoutContents(item: InboundItem): unknown {
  if (item.type !== 'message' && item.type !== 'echo') return item
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
