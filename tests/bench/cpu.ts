import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** Processor seconds a process has used so far (Linux). Unlike a rate it hardly depends on what else the machine is doing. */
export function cpuOf(pid: number): number {
  const [, , , , , , , , , , , user = '0', system = '0'] = fields(pid)
  return (Number(user) + Number(system)) / ticksPerSecond
}

/** Processor seconds of all children of the process `parent`, with those that have ended and been waited for. */
export function cpuOfChildren(parent: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === parent)
  const [, , , , , , , , , , , , , user = '0', system = '0'] = fields(parent)
  const ended = (Number(user) + Number(system)) / ticksPerSecond
  return ended + children.reduce((sum, pid) => sum + cpuOf(Number(pid)), 0)
}

export function parentOf(pid: number): number {
  return Number(fields(pid)[1] ?? 0)
}

/** Fields of /proc/pid/stat after the command's name, which may hold blanks; empty for a process that has just ended. */
function fields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ESRCH') return []
    throw error
  }
}
