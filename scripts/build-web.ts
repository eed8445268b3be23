import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { StartError } from '../server/env.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['web', 'contract', 'vite.config.ts', 'vite.widget.config.ts', 'package-lock.json']
const built = ['dist/web/index.html', 'dist/web/widget.js']

/** Builds the browser app and the chat widget when they are missing or older than their sources. Throws a `StartError` with the builder's words. */
export async function buildWebIfStale(): Promise<void> {
  const oldest = Math.min(...built.map((file) => changedAt(path.join(root, file))))
  const newest = Math.max(...sources.map((source) => changedAt(path.join(root, source))))
  if (oldest > newest) return
  process.stderr.write('Building the web app (once, about half a minute) …\n')
  await buildWeb()
}

/** Builds the browser app, then the widget into the same folder. */
export async function buildWeb(): Promise<void> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  for (const config of ['vite.config.ts', 'vite.widget.config.ts']) {
    await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn', '--config', config], { cwd: root }).catch(
      (error: Error & { stderr: string }) => {
        throw new StartError(`The web app could not be built:\n${error.stderr}`, { cause: error })
      },
    )
  }
}

/** When a file or anything in a folder was last changed, in ms; 0 when it does not exist. */
function changedAt(file: string): number {
  if (!existsSync(file)) return 0
  const found = statSync(file)
  if (!found.isDirectory()) return found.mtimeMs
  const inside = readdirSync(file, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(0, ...inside.map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs))
}
