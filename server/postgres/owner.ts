import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from '../env.ts'

/** Who PostgreSQL runs as; null: as ourselves. It refuses to run as root. */
export type Owner = { uid: number; gid: number; name: string } | null

/** How to start a program: the command, its arguments, and the user to become. */
export type Launch = { command: string; args: string[]; identity: { uid?: number; gid?: number } }

/** The user PostgreSQL's folder belongs to, or should: as root an unprivileged one, otherwise ourselves. */
export function ownerOf(folder: string): Owner {
  if (process.getuid?.() !== 0) return null
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map(toUser)
  const present = existsSync(folder) ? statSync(folder).uid : 0
  const user =
    users.find((one) => present !== 0 && one.uid === present) ??
    users.find((one) => one.name === 'postgres') ??
    users.find((one) => one.name === 'nobody')
  if (!user)
    throw new StartError('PostgreSQL does not run as root, and this system has no user postgres or nobody: add one, or set DATABASE_URL.')
  return user
}

/** Gives a file or folder to the owner. */
export function handTo(owner: Owner, file: string): void {
  if (owner) chownSync(file, owner.uid, owner.gid)
}

/**
 * Starts `command` as the owner. Where a folder on the way to one of `reaches` is closed to that user (a checkout in /root), it keeps the
 * right to pass folders, if the system can grant it; otherwise a `StartError` names the folder.
 */
export function launchAs(owner: Owner, command: string, args: string[], reaches: string[]): Launch {
  if (!owner) return { command, args, identity: {} }
  const { uid, gid } = owner
  const closed = reaches.map((file) => closedFolder(file, owner)).find((folder) => folder !== null)
  if (!closed) return { command, args, identity: { uid, gid } }
  const keepPassing = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  if (spawnSync('setpriv', [...keepPassing, 'true']).status === 0) {
    return { command: 'setpriv', args: [...keepPassing, '--', command, ...args], identity: {} }
  }
  throw new StartError(
    `PostgreSQL must not run as root, and the user ${owner.name} may not enter ${closed}: move Parley and DATA_DIR to a folder open to all (such as /opt), start Parley as a normal user, or set DATABASE_URL.`,
  )
}

function toUser(line: string): { name: string; uid: number; gid: number } {
  const [name = '', , uid, gid] = line.split(':')
  return { name, uid: Number(uid), gid: Number(gid) }
}

/** The folder on the way to `file` that the owner may not enter; null when there is none. */
export function closedFolder(file: string, { uid, gid }: { uid: number; gid: number }): string | null {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const found = statSync(folder)
    const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001
    if ((found.mode & bit) === 0) return folder
    if (folder === path.dirname(folder)) return null
  }
}
