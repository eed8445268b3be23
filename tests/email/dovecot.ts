import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../server/postgres/free-port.ts'

const binary = '/usr/sbin/dovecot'

/** Why a private Dovecot cannot be started here, or null. */
export const noDovecot: string | null = !existsSync(binary)
  ? 'Dovecot is not installed (apt-get install dovecot-imapd)'
  : process.getuid?.() !== 0
    ? 'Dovecot needs root to start'
    : null

export type Dovecot = {
  port: number
  user: string
  /** Has the same password. */
  otherUser: string
  password: string
  /** Puts mails into a mailbox at once, as a delivery agent does; `at` is when the server says it got them. */
  deliver: (mails: string[], user?: string, at?: Date) => Promise<void>
  /** Makes the mailbox anew: its UIDVALIDITY changes, its mails stay. */
  renumber: () => Promise<void>
  /** Makes a mailbox anew and empty, with UIDVALIDITY 1, as providers do that use no other. */
  empty: (user: string) => Promise<void>
  stop: () => Promise<void>
}

/** A Dovecot of its own with one user, in a temporary folder, on a free port. */
export async function startDovecot(): Promise<Dovecot> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mailbox-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const [user, otherUser] = ['box', 'other']
  const mailboxOf = (whose: string) => path.join(folder, 'mail', whose)
  await mkdir(mailboxOf(user), { recursive: true })
  await writeFile(path.join(folder, 'users'), [user, otherUser].map((name) => `${name}:{PLAIN}box-password::::::\n`).join(''))
  await writeFile(path.join(folder, 'dovecot.conf'), settings(folder, port))
  own(path.join(folder, 'mail'))
  const child = spawn(binary, ['-F', '-c', path.join(folder, 'dovecot.conf')], { stdio: 'ignore' })
  await answers(port, child)
  let delivered = 0
  return {
    port,
    user,
    otherUser,
    password: 'box-password',
    deliver: async (mails, whose = user, at = new Date()) => {
      const mailbox = mailboxOf(whose)
      await makeFolders(mailbox)
      for (const mail of mails) {
        const file = path.join(mailbox, 'tmp', `${1000 + delivered++}.parley.test`)
        await writeFile(file, mail)
        await utimes(file, at, at)
      }
      own(mailbox)
      execFileSync('sh', ['-c', `mv ${mailbox}/tmp/*.parley.test ${mailbox}/new/`])
    },
    renumber: async () => forget(mailboxOf(user)),
    empty: async (whose) => {
      const mailbox = mailboxOf(whose)
      await rm(mailbox, { recursive: true, force: true, maxRetries: 10 })
      await makeFolders(mailbox)
      await writeFile(path.join(mailbox, 'dovecot-uidlist'), '3 V1 N1\n')
      own(mailbox)
    },
    stop: async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const own = (folder: string) => execFileSync('chown', ['-R', 'nobody:nogroup', folder])

/** Dovecot's own notes of a mailbox: without them it numbers its mails anew. */
async function forget(mailbox: string): Promise<void> {
  for (const name of await readdir(mailbox)) if (name.startsWith('dovecot')) await rm(path.join(mailbox, name), { force: true })
}

async function makeFolders(mailbox: string): Promise<void> {
  for (const name of ['tmp', 'new', 'cur']) await mkdir(path.join(mailbox, name), { recursive: true })
}

function settings(folder: string, port: number): string {
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:${folder}/mail/%u
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
first_valid_gid = 1
default_login_user = nobody
default_internal_user = nobody
default_internal_group = nogroup
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`Dovecot ended with code ${child.exitCode}`)
    const reached = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1')
      socket.once('data', () => resolve(true)).once('error', () => resolve(false))
      socket.once('data', () => socket.destroy())
    })
    if (reached) return
    await sleep(100)
  }
  throw new Error('Dovecot does not answer')
}
