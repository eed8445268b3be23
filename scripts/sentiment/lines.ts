import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * Reads messages from stdin, one a line, plain or as a JSON string (for messages of several lines), and writes what `answer` makes of each
 * as a line of JSON, in their order, as they come. A reader who goes away ends it.
 */
export async function answerLines(answer: (message: string) => unknown): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  let waiting = ''
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    waiting += `${JSON.stringify(answer(messageOf(line)))}\n`
    if (waiting.length < 1 << 14 && process.stdin.readableLength > 0) continue
    const roomLeft = process.stdout.write(waiting)
    waiting = ''
    if (!roomLeft) await once(process.stdout, 'drain')
  }
  process.stdout.write(waiting)
}

/** What only looks like a JSON string is a message in quotes. */
function messageOf(line: string): string {
  if (!line.startsWith('"') || !line.endsWith('"')) return line
  try {
    const message: unknown = JSON.parse(line)
    return typeof message === 'string' ? message : line
  } catch (error) {
    if (error instanceof SyntaxError) return line
    throw error
  }
}
