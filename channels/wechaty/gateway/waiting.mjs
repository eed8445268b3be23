import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

const mostAtOnce = 100
const isName = (name) => /^\d{15}-\d{6}\.json$/.test(name)

/**
 * Opens the folder in which messages wait, a file each, until Parley says that it has stored them: they outlive this process. Beyond `most`
 * the oldest are let go, and `letGo` hears how many.
 */
export async function openWaiting(folder, { most, letGo }) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const names = async () => (await readdir(folder)).filter(isName).sort()
  const forget = (gone) => Promise.all(gone.map((name) => rm(path.join(folder, name), { force: true })))
  const oldest = async () => Promise.all((await names()).slice(0, mostAtOnce).map(read))
  const read = async (name) => ({ name, message: JSON.parse(await readFile(path.join(folder, name), 'utf8')) })
  let count = 0
  let wake = () => undefined

  /** Resolves once the message is on disk. */
  async function keep(message) {
    const name = `${String(Date.now()).padStart(15, '0')}-${String((count += 1) % 1_000_000).padStart(6, '0')}.json`
    await writeFile(path.join(folder, `${name}.part`), JSON.stringify(message), { mode: 0o600, flush: true })
    await rename(path.join(folder, `${name}.part`), path.join(folder, name))
    const over = (await names()).slice(0, -most)
    if (over.length > 0) letGo(over.length)
    await forget(over)
    wake()
  }

  /** Lets go what was taken, by name, and gives the oldest of the rest, waiting up to `patienceMs` for one to come. */
  async function take(taken, patienceMs) {
    await forget(taken.filter(isName))
    const come = new Promise((resolve) => {
      wake = resolve
      setTimeout(resolve, patienceMs).unref()
    })
    const there = await oldest()
    if (there.length > 0) return there
    await come
    return oldest()
  }

  return { keep, take, count: async () => (await names()).length }
}
