import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A small disk of its own mounted on `folder`, in memory; null where nobody lets us mount one. */
export function mountDisk(folder: string, megabytes: number): { fillFor: (ms: number) => Promise<void>; unmount: () => void } | null {
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'parley-chaos', folder]).status !== 0) return null
  const ballast = path.join(folder, 'ballast')
  return {
    fillFor: async (ms) => {
      fill(ballast)
      await sleep(ms)
      rmSync(ballast)
    },
    unmount: () => void spawnSync('umount', [folder]),
  }
}

/** Writes until there is no byte left. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w')
  try {
    for (let size = 1024 * 1024; size >= 4096; size /= 4) while (writes(descriptor, Buffer.alloc(size)));
  } finally {
    closeSync(descriptor)
  }
}

function writes(descriptor: number, bytes: Buffer): boolean {
  try {
    return writeSync(descriptor, bytes) === bytes.length
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false
    throw error
  }
}
