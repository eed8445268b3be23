// @ts-check
// `npm run check`: everything about the code that needs no running: format, lint, import directions, dead code, types.
import { spawnSync } from 'node:child_process'

const steps = {
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  imports: ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', '.'],
  picture: ['node', 'scripts/draw.mjs', '--check'],
  'dead code': ['knip'],
  types: ['tsc', '--project', '.'],
}

const failed = Object.entries(steps).filter(([name, [command = '', ...args]]) => {
  process.stdout.write(`— ${name}\n`)
  const program = command === 'node' ? [process.execPath, ...args] : ['npx', '--no-install', command, ...args]
  return spawnSync(program[0] ?? '', program.slice(1), { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0
})
if (failed.length) {
  process.stderr.write(`Not in order: ${failed.map(([name]) => name).join(', ')}\n`)
  process.exit(1)
}
