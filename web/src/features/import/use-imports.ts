import { useCallback, useMemo } from 'react'
import type { CustomerImport } from '../../../../contract/imports.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn, useStore } from '../../sync/store.ts'
import { useLoaded } from '../settings/use-loaded.ts'

/** Keeps an import as an endpoint answered it; events bring what comes after. */
export const learnImport = (one: CustomerImport): void => learn((draft) => void keep(draft, 'imports', one))

/** One import, kept current while its job goes on. */
export function useImport(id: string) {
  const load = useCallback(() => call('import.get', { id }).then(learnImport), [id])
  const loaded = useLoaded(load)
  return { ...loaded, one: useStore((state) => state.imports[id]) }
}

const newest = () =>
  call('import.list', { limit: 50 }).then(({ data }) => learn((draft) => data.forEach((one) => void keep(draft, 'imports', one))))

/** The newest imports one may see. */
export function useImports() {
  const loaded = useLoaded(newest)
  const imports = useStore((state) => state.imports)
  const list = useMemo(() => Object.values(imports).sort((a, b) => b.createdAt.localeCompare(a.createdAt)), [imports])
  return { ...loaded, list }
}
