import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, linkSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { env, StartError } from './env.ts'

let secret: string | undefined

/** The installation's secret: APP_SECRET, or one made on the first start and kept in DATA_DIR/app-secret, readable by its owner only. */
export function appSecret(): string {
  secret ??= env().APP_SECRET ?? keptSecret(env().DATA_DIR)
  return secret
}

/** Reads the folder's secret, making it when there is none; two processes starting together agree on one. */
export function keptSecret(folder: string): string {
  const file = path.join(folder, 'app-secret')
  try {
    return read(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  make(file)
  return read(file)
}

function read(file: string): string {
  const text = readFileSync(file, 'utf8').trim()
  if (text.length < 32) throw new StartError(`${file} is damaged: restore it from a backup, or set APP_SECRET to the secret it held`)
  return text
}

// Written whole beside its place and linked there: a crash leaves no half secret, and the first of two processes wins.
function make(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}
