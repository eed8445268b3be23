import { useCallback, useMemo, useRef, useState } from 'react'

/** Which of the listed ones are marked; with a range it marks everything from the one marked before. */
export function useSelection(ids: readonly string[]) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null)
  // Whoever left the list is marked no longer: a bulk action never reaches what is not on screen.
  const selected = useMemo(() => ids.filter((id) => marked.has(id)), [ids, marked])
  const toggle = useCallback(
    (id: string, range = false) => {
      const from = range && last.current ? ids.indexOf(last.current) : -1
      const to = ids.indexOf(id)
      const touched = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1)
      last.current = id
      setMarked((now) => {
        const next = new Set(now)
        const isOn = from < 0 ? !now.has(id) : true
        for (const one of touched)
          if (isOn) next.add(one)
          else next.delete(one)
        return next
      })
    },
    [ids],
  )
  const clear = useCallback(() => setMarked(new Set()), [])
  const all = useCallback(() => setMarked(new Set(ids)), [ids])
  return {
    selected,
    isWhole: ids.length > 0 && selected.length === ids.length,
    isSelected: (id: string) => marked.has(id),
    toggle,
    clear,
    all,
  }
}
