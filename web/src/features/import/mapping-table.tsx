import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport, ImportOptions } from '../../../../contract/imports.ts'
import { Card } from '../settings/frame.tsx'
import { EncodingSelect } from './encoding-select.tsx'
import { TargetSelect } from './target-select.tsx'

type Mapping = ImportOptions['mapping']
type Props = { one: CustomerImport; mapping: Mapping; onChange: (mapping: Mapping) => void }

/** A row for each column of the file: what stands in it, and where it goes. */
export function MappingTable({ one, mapping, onChange }: Props) {
  const { t } = useTranslation()
  const set = (index: number, target: string) => {
    const { [index]: _, ...others } = mapping
    onChange(target === '' ? others : { ...others, [index]: target })
  }
  return (
    <Card title={t('imports.columnsTitle')} hint={t('imports.columnsHint')}>
      <p className="-mt-2 mb-3 text-s text-ink-3">
        <EncodingSelect one={one} /> · {t('imports.columns', { count: one.columns.length })}
      </p>
      <table className="w-full table-fixed text-left">
        <thead className="text-s text-ink-3">
          <tr>
            <th className="w-1/3 py-1.5 pr-3 font-medium md:w-1/4">{t('imports.column')}</th>
            <th className="hidden py-1.5 pr-3 font-medium md:table-cell">{t('imports.sample')}</th>
            <th className="py-1.5 font-medium md:w-[220px]">{t('imports.goesTo')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {one.columns.map((column, index) => (
            <tr key={index} className="align-middle">
              <th scope="row" className="py-2 pr-3 font-medium break-words">
                {column}
                <span className="block truncate text-s font-normal text-ink-3 md:hidden">{samplesOf(one, index).join(' · ')}</span>
              </th>
              <td className="hidden truncate py-2 pr-3 text-ink-2 md:table-cell">{samplesOf(one, index).join(' · ')}</td>
              <td className="py-1.5">
                <TargetSelect column={column} value={mapping[index] ?? ''} onChange={(target) => set(index, target)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

const samplesOf = ({ sample }: CustomerImport, index: number): string[] =>
  sample.flatMap((row) => (row[index]?.trim() ? [row[index]] : [])).slice(0, 3)
