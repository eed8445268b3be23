import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport, ImportOptions } from '../../../../contract/imports.ts'
import { ApiError, call } from '../../api.ts'
import { say } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { explain } from '../../ui/failure.ts'
import { Card } from '../settings/frame.tsx'
import type { Choosing } from './choose-options.tsx'
import { Counts } from './counts.tsx'
import { MappingTable } from './mapping-table.tsx'
import { OptionsForm } from './options-form.tsx'
import { Problems } from './problems.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { learnImport } from './use-imports.ts'

/** Before the import: which column goes where, how known people are treated, what would happen. */
export function Prepare({ one }: { one: CustomerImport }) {
  const { t } = useTranslation()
  const [options, setOptions] = useState(one.options)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [wasAsked, setWasAsked] = useState(false)
  const change = (part: Partial<ImportOptions>) => setOptions({ ...options, ...part })
  const ask = (name: 'import.check' | 'import.start') => {
    setBusy(true)
    setProblem('')
    setWasAsked(true)
    call(name, { id: one.id, options })
      .then(learnImport)
      .catch((error: unknown) => {
        setProblem(explain(error))
        if (!(error instanceof ApiError)) throw error
      })
      .finally(() => setBusy(false))
  }
  // Naming options is done at the findings of the last check, so these stay while only that has changed.
  const wasChecked = one.status === 'checked' && isSame({ ...options, choices: {} }, { ...one.options, choices: {} })
  const isChecked = wasChecked && isSame(options, one.options)
  return (
    <>
      {one.status === 'failed' && one.reason !== null && <Alert text={say(one.reason)} />}
      <MappingTable one={one} mapping={options.mapping} onChange={(mapping) => change({ mapping })} />
      <OptionsForm options={options} onChange={change} />
      {one.status === 'checking' && <Checking one={one} />}
      {wasChecked && <Checked one={one} isNew={wasAsked} choosing={{ options, onChoose: (choices) => change({ choices }) }} />}
      {problem && <Alert text={problem} />}
      <div className="sticky bottom-0 -mx-3.5 flex flex-wrap gap-2 border-t border-line bg-paper px-3.5 py-3 md:mx-0 md:px-0">
        <Button look={isChecked ? 'plain' : 'primary'} busy={busy || one.status === 'checking'} onClick={() => ask('import.check')}>
          {isChecked ? t('imports.checkAgain') : t('imports.check')}
        </Button>
        <Button look={isChecked ? 'primary' : 'plain'} busy={busy} onClick={() => ask('import.start')}>
          {isChecked && one.rows !== null ? t('imports.startNow', { rows: one.rows }) : t('imports.start')}
        </Button>
      </div>
    </>
  )
}

const isSame = (a: ImportOptions, b: ImportOptions) => JSON.stringify(a) === JSON.stringify(b)

/** What the file would do; whoever has just asked is brought there. */
function Checked({ one, isNew, choosing }: { one: CustomerImport; isNew: boolean; choosing: Choosing }) {
  const { t } = useTranslation()
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isNew) top.current?.scrollIntoView({ block: 'start' })
  }, [isNew])
  return (
    <div ref={top} className="flex scroll-mt-4 flex-col gap-5">
      <Card title={t('imports.checkedTitle')}>
        <Counts one={one} ahead />
      </Card>
      <Problems one={one} ahead choosing={choosing} />
    </div>
  )
}

function Checking({ one }: { one: CustomerImport }) {
  const { t } = useTranslation()
  return (
    <Card title={t('imports.checkingTitle')}>
      <ProgressBar share={one.rows ? one.done / one.rows : null} label={t('imports.checkingTitle')} />
      {one.rows !== null && (
        <p className="mt-2 text-s text-ink-2 tabular-nums">{t('imports.progress', { done: one.done, rows: one.rows })}</p>
      )}
    </Card>
  )
}

function Alert({ text }: { text: string }) {
  return (
    <p role="alert" className="rounded-md bg-seal-tint px-3.5 py-2.5 text-seal-ink">
      {text}
    </p>
  )
}
