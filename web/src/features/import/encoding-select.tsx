import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport } from '../../../../contract/imports.ts'
import { type TextEncoding, textEncodings } from '../../../../contract/import-file.ts'
import { call } from '../../api.ts'
import { report } from '../../ui/failure.ts'
import { learnImport } from './use-imports.ts'

/** How the file’s text is read, and another way where the preview shows wrong letters. */
export function EncodingSelect({ one }: { one: CustomerImport }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  if (one.encoding === 'xlsx') return <>xlsx</>
  const read = (encoding: TextEncoding) => {
    setBusy(true)
    void call('import.read', { id: one.id, encoding })
      .then(learnImport, report)
      .finally(() => setBusy(false))
  }
  return (
    <label className="inline-flex flex-wrap items-center gap-2">
      {t('imports.readAs')}
      <select
        value={one.encoding}
        disabled={busy}
        onChange={(event) => read(event.target.value as TextEncoding)}
        className="select h-8 rounded-md border border-line-strong bg-panel px-2 pr-7 text-ink"
      >
        {textEncodings.map((encoding) => (
          <option key={encoding} value={encoding}>
            {t(`imports.encodings.${encoding}`)}
          </option>
        ))}
      </select>
      {one.encodingGuessed && <span className="text-warn">{t('imports.encodingGuessed')}</span>}
    </label>
  )
}
