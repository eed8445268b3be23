import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '../env.ts'
import { type Binaries, program } from './binaries.ts'
import { handTo, launchAs, type Owner } from './owner.ts'

/** Where a cluster lies: `data` is PostgreSQL's own folder within `folder`. */
export type Place = { folder: string; data: string; run: string; log: string; owner: Owner }

export const superuser = 'parley'

/**
 * Makes a cluster in a folder of its own, and renames it into place together with its password when it is whole: a start that is cut off leaves
 * nothing that looks like a cluster, and an initdb that outlived its Parley writes where nobody else does.
 */
export async function initialise(place: Place, binaries: Binaries, leaving?: AbortSignal): Promise<void> {
  const draft = mkdtempSync(`${place.data}.new-`)
  handTo(place.owner, draft)
  const [data, password] = [path.join(draft, 'data'), path.join(draft, 'password')]
  try {
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
    handTo(place.owner, password)
    await runInitdb(place, binaries, ['--pgdata', data, '--pwfile', password], leaving)
    renameSync(password, path.join(data, passwordFile))
    take(data, place.data)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

// A Parley of an earlier version takes no lock: where it was quicker, its cluster is the one.
function take(draft: string, data: string): void {
  try {
    renameSync(draft, data)
  } catch (error) {
    if (!existsSync(path.join(data, 'PG_VERSION'))) throw error
  }
}

async function runInitdb(place: Place, binaries: Binaries, where: string[], leaving?: AbortSignal): Promise<void> {
  const options = [...where, `--username=${superuser}`, '--auth=scram-sha-256', '--encoding=UTF8', ...localeOptions(binaries)]
  const initdb = program(binaries.folder, 'initdb')
  const { command, args, identity } = launchAs(place.owner, initdb, options, [initdb, place.data])
  const surroundings = { ...identity, cwd: place.folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } }
  await promisify(execFile)(command, args, { ...surroundings, ...(leaving && { signal: leaving }) }).catch(
    (error: Error & { stderr?: string }) => {
      throw new StartError(`PostgreSQL could not make its data folder: ${lastLine(error.stderr ?? error.message)}`, { cause: error })
    },
  )
}

const abandonedMs = 10 * 60_000

/** Removes what is left of starts that were killed; younger drafts may have an initdb that still runs. */
export function removeOldDrafts({ folder, data }: Place): void {
  const drafts = readdirSync(folder).filter((name) => name.startsWith(`${path.basename(data)}.new`))
  for (const draft of drafts.map((name) => path.join(folder, name)))
    if (Date.now() - statSync(draft).mtimeMs > abandonedMs) rmSync(draft, { recursive: true, force: true })
}

/** In the data folder itself, so that the two cannot be parted; clusters of earlier versions have theirs beside it. */
const passwordFile = 'parley-password'

/** The password of the cluster's superuser. */
export function passwordOf({ folder, data }: Place): string {
  const within = path.join(data, passwordFile)
  return readFileSync(existsSync(within) ? within : path.join(folder, 'password'), 'utf8').trim()
}

// Under the locale C, trigrams and lower() see no Chinese. Only Linux is sure to have C.UTF-8; PostgreSQL 17 brings its own elsewhere.
function localeOptions({ major }: Binaries): string[] {
  if (process.platform === 'linux' || major < 17) return ['--locale=C.UTF-8']
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
}

/** What is only an answer to somebody who wanted to connect, or was connected. */
const toClients =
  /FATAL: {2}(the database system is|terminating connection|sorry, too many|remaining connection slots|connection to client|.*authentication)/

/** What a program of PostgreSQL said went wrong, of all it said. */
export function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !toClients.test(line))
  return (lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim()
}
