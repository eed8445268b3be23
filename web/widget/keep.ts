import { complain } from './guard.ts'

/** A few small values kept in the browser per channel; in memory only where the browser allows no storage (private windows, sandboxes). */
export type Keep = {
  read: <T>(name: string) => T | null
  write: (name: string, value: unknown) => void
  /** Another tab changed a value. */
  onChange: (listener: (name: string) => void) => void
}

export function openKeep(channelId: string): Keep {
  const prefix = `parley:${channelId}:`
  const memory = new Map<string, string>()
  const storage = usableStorage()
  return {
    read: <T>(name: string) => parse<T>(storage?.getItem(prefix + name) ?? memory.get(name) ?? null),
    write: (name, value) => {
      const text = JSON.stringify(value)
      memory.set(name, text)
      writeOrSay(storage, prefix + name, text)
    },
    onChange: (listener) =>
      addEventListener('storage', ({ key, storageArea }) => {
        if (storageArea === storage && key?.startsWith(prefix)) listener(key.slice(prefix.length))
      }),
  }
}

// Merely touching localStorage throws in some browsers' private windows and sandboxed frames.
function usableStorage(): Storage | null {
  try {
    localStorage.setItem('parley:try', '1')
    localStorage.removeItem('parley:try')
    return localStorage
  } catch {
    return null
  }
}

function writeOrSay(storage: Storage | null, key: string, text: string): void {
  try {
    storage?.setItem(key, text)
  } catch (error) {
    complain(error)
  }
}

function parse<T>(text: string | null): T | null {
  try {
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}
