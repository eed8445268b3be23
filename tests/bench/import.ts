import { setTimeout as sleep } from 'node:timers/promises'
import type { CustomerImport } from '../../contract/imports.ts'
import { benchNames } from './customer-names.ts'
import { short, type Bench } from './figures.ts'
import { startParley, type Parley } from './parley.ts'

/** Fewer, to try the bench itself. */
const rows = Number(process.env['BENCH_ROWS'] ?? 100_000)
const goalSeconds = 120

/** A file of customers as an agent would send it: uploaded, mapped by its column names, taken in by the job, duplicates looked for meanwhile. */
export const importBench: Bench = {
  name: 'import',
  about: `a CSV of ${rows.toLocaleString('en')} customers, from the upload to the last row`,
  run: async (machine) => {
    const parley = await startParley(machine, await machine.database('import'))
    const before = parley.rss()
    const start = performance.now()
    const { highest } = await takeIn(parley)
    const seconds = (performance.now() - start) / 1_000
    await parley.stop()
    const goal = (goalSeconds * rows) / 100_000
    return [
      {
        what: `import of ${rows.toLocaleString('en')} rows; node’s memory before, highest on the way`,
        goal: `≤ ${short(goal)} s`,
        measured: `${short(seconds)} s, ${short(rows / seconds)} rows/s; ${short(before)}, ${short(highest)} MB`,
        met: seconds <= goal,
      },
    ]
  },
}

async function takeIn(parley: Parley): Promise<{ highest: number }> {
  const { id, options } = await upload(parley)
  await parley.call('import.start', { id, options })
  let highest = parley.rss()
  for (let stands = await parley.call('import.get', { id }); stands.status !== 'done'; stands = await parley.call('import.get', { id })) {
    if (stands.status === 'failed') throw new Error(`the import failed: ${stands.reason}`)
    highest = Math.max(highest, parley.rss())
    await sleep(250)
  }
  return { highest }
}

async function upload({ url, token }: Parley): Promise<CustomerImport> {
  const form = new FormData()
  form.append('file', new Blob([file()]), 'customers.csv')
  const answer = await fetch(`${url}/api/v1/imports`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form })
  if (!answer.ok) throw new Error(`the upload was refused: ${await answer.text()}`)
  return (await answer.json()) as CustomerImport
}

/** Every twentieth row names somebody who stands further up. */
function file(): string {
  const names = benchNames()
  const lines = Array.from({ length: rows }, (_, n) => {
    const who = n % 20 === 19 ? n - 19 : n
    const phone = `1${30 + (who % 10)}${String((who * 7919) % 100_000_000).padStart(8, '0')}`
    return `${names[who % names.length]!.name},${phone},customer${who}@example${who % 50}.com,Company ${who % 5000},${1950 + (who % 60)}-${(who % 12) + 1}-${(who % 28) + 1}`
  })
  return `name,phone,email,company,birthday\n${lines.join('\n')}\n`
}
