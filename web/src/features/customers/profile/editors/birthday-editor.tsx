import { useState } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import type { Birthday } from '../../../../../../contract/customers.ts'
import { Button } from '../../../../ui/button.tsx'
import { Segmented } from '../../../../ui/tabs.tsx'
import { birthdayText } from '../birthday-text.ts'
import { editorBox, type EditorProps } from './editor.ts'

/** As it is entered: month and day not chosen yet are 0. */
const blank: Birthday = { calendar: 'solar', month: 0, day: 0, year: null, leap: false }
const count = (n: number) => Array.from({ length: n }, (_, at) => at + 1)

/** A day of the year by the sun's or the moon's calendar; the year when it is known. */
export function BirthdayEditor({ label, value, busy, onSave, onCancel }: EditorProps) {
  const { t } = useTranslation()
  const [birthday, setBirthday] = useState<Birthday>((value as Birthday | null) ?? blank)
  const change = (part: Partial<Birthday>) => setBirthday({ ...birthday, ...part })
  const isLunar = birthday.calendar === 'lunar'
  return (
    <fieldset
      aria-label={label}
      className="flex flex-col gap-2 rounded-sm border border-line-strong p-2"
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <Segmented
        label={t('profile.birthday.calendar')}
        value={birthday.calendar}
        onChange={(calendar) => change({ calendar, leap: false, day: Math.min(birthday.day, calendar === 'lunar' ? 30 : 31) })}
        tabs={[
          { value: 'solar', label: t('profile.birthday.solar') },
          { value: 'lunar', label: t('profile.birthday.lunar') },
        ]}
      />
      <div className="flex gap-1.5">
        <Year value={birthday.year} onChange={(year) => change({ year })} />
        <Numbers
          label={t('profile.birthday.month')}
          n={12}
          value={birthday.month}
          name={(month) => monthName(birthday, month)}
          onChange={(month) => change({ month })}
        />
        <Numbers
          label={t('profile.birthday.day')}
          n={isLunar ? 30 : 31}
          value={birthday.day}
          name={String}
          onChange={(day) => change({ day })}
        />
      </div>
      {isLunar && (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={birthday.leap}
            onChange={(event) => change({ leap: event.target.checked })}
            className="size-4 accent-(--accent)"
          />
          {t('profile.birthday.leap')}
        </label>
      )}
      <div className="flex gap-1.5">
        <Button small look="primary" busy={busy} disabled={birthday.month === 0 || birthday.day === 0} onClick={() => onSave(birthday)}>
          {t('app.save')}
        </Button>
        <Button small onClick={onCancel}>
          {t('app.cancel')}
        </Button>
        {value !== null && (
          <Button small look="ghost" className="ml-auto" onClick={() => onSave(null)}>
            {t('profile.clear')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

function Year({ value, onChange }: { value: number | null; onChange: (year: number | null) => void }) {
  const { t } = useTranslation()
  return (
    <input
      autoFocus
      inputMode="numeric"
      pattern="(19|20)\d\d"
      maxLength={4}
      aria-label={t('profile.birthday.year')}
      placeholder={t('profile.birthday.year')}
      value={value ?? ''}
      onChange={(event) => onChange(Number(event.target.value.replace(/\D/g, '')) || null)}
      className={`${editorBox} h-8 min-w-0 flex-1`}
    />
  )
}

type NumbersProps = { label: string; n: number; value: number; name: (one: number) => string; onChange: (value: number) => void }

function Numbers({ label, n, value, name, onChange }: NumbersProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      className={`${editorBox} select h-8 min-w-0 flex-1 bg-[right_6px_center] px-1.5 pr-5 nth-2:flex-[1.5]`}
    >
      {value === 0 && <option value={0}>{label}</option>}
      {count(n).map((one) => (
        <option key={one} value={one}>
          {name(one)}
        </option>
      ))}
    </select>
  )
}

/** A lunar month by the words of its first day where the language has them; else its number. */
function monthName({ calendar }: Birthday, month: number): string {
  if (calendar !== 'lunar' || !document.documentElement.lang.startsWith('zh')) return String(month)
  return birthdayText({ ...blank, calendar, month }, 'zh').slice(2, 4)
}
