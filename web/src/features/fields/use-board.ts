import { useTranslation } from '../../i18n/use-translation.ts'
import type { ProfileLayout } from '../../../../contract/fields.ts'
import { ApiError, call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn, useStore } from '../../sync/store.ts'
import { report } from '../../ui/failure.ts'
import { toast } from '../../ui/toasts.tsx'
import { useLoaded } from '../settings/use-loaded.ts'
import type { Sections } from './arrange.ts'

/** Custom fields and the lay-out, fetched when the page opens, kept current by events; `arrange` shows a change at once and sends it. */
export function useBoard() {
  const { t } = useTranslation()
  const layout = useStore((state) => state.layout)
  const fields = useStore((state) => state.fields)
  const { phase, why, again } = useLoaded(load)

  const arrange = async (sections: Sections): Promise<void> => {
    if (!layout) return
    keepLayout({ ...layout, sections })
    try {
      keepLayout(await call('layout.update', { version: layout.version, sections }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      keepLayout(await call('layout.get', {}))
      if (error.code === 'conflict') toast(t('fields.layoutChanged'))
      else report(error)
    }
  }
  return { phase, why, again, layout, fields: Object.values(fields).sort(byName), arrange }
}

async function load(): Promise<true> {
  const [fields, layout] = await Promise.all([call('field.list', {}), call('layout.get', {})])
  learn((draft) => fields.data.forEach((field) => keep(draft, 'fields', field)))
  keepLayout(layout)
  return true
}

function keepLayout(layout: ProfileLayout): void {
  learn((draft) => {
    draft.state.layout = layout
  })
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
