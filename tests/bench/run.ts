import { cpus, loadavg } from 'node:os'
import { type Bench, type Figure, table } from './figures.ts'
import { acknowledge } from './acknowledge.ts'
import { delivery } from './delivery.ts'
import { fanout } from './fanout.ts'
import { ingest } from './ingest.ts'
import { list } from './list.ts'
import { mail } from './mail.ts'
import { memory } from './memory.ts'
import { openMachine } from './machine.ts'

const benches: Bench[] = [ingest, mail, delivery, acknowledge, list, fanout, memory]

const wanted = process.argv.slice(2)
const chosen = wanted.length === 0 ? benches : benches.filter(({ name }) => wanted.includes(name))
if (chosen.length < Math.max(1, wanted.length)) {
  process.stderr.write(`Name some of: ${benches.map(({ name }) => name).join(', ')}; or none for all.\n`)
  process.exit(1)
}

const machine = await openMachine()
const figures: Figure[] = []
try {
  for (const bench of chosen) {
    process.stderr.write(`${bench.name}: ${bench.about}\n`)
    figures.push(...(await bench.run(machine)))
  }
} finally {
  await machine.close()
}
const [one] = loadavg()
process.stdout.write(
  `\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${one?.toFixed(1)}\n\n${table(figures)}\n`,
)
if (figures.some(({ met }) => met === false)) process.exitCode = 2
