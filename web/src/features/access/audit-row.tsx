import { useTranslation } from '../../i18n/use-translation.ts'
import type { AuditEntry } from '../../../../contract/audit.ts'
import { ChevronRight } from 'lucide-react'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { fullTime, useClock } from '../../i18n/time.ts'
import { customerOf, useStore } from '../../sync/store.ts'
import { loadCustomer } from '../../sync/threads.ts'
import { Icon } from '../../ui/icon.tsx'

/** One act: who, what and whom on a line; what it was before and is after, with where it came from, below it. */
export function AuditRow({ entry, onTarget }: { entry: AuditEntry; onTarget: (id: string) => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <li>
      <details className="group px-4 py-2.5">
        <summary className="flex cursor-pointer list-none flex-wrap items-baseline gap-x-3 gap-y-0.5 rounded-sm [&::-webkit-details-marker]:hidden">
          <span className="-mr-1.5 flex-none self-center text-ink-3 transition-transform group-open:rotate-90">
            <Icon of={ChevronRight} size={15} />
          </span>
          <span className="font-medium">{entry.actor.name || t('audit.nobody')}</span>
          <span>{useActionName(entry.action)}</span>
          <span className="min-w-0 truncate text-ink-2">{useTargetName(entry.target)}</span>
          <time className="ml-auto text-s text-ink-3 tabular-nums" dateTime={entry.at}>
            {fullTime(clock, entry.at)}
          </time>
        </summary>
        <Details entry={entry} onTarget={onTarget} />
      </details>
    </li>
  )
}

function Details({ entry, onTarget }: { entry: AuditEntry; onTarget: (id: string) => void }) {
  const { t } = useTranslation()
  const { before, after, target } = entry
  // Its name was asked for above: who is not there may not be seen, or is gone.
  const mayFollow = useStore((state) => target?.id != null && customerOf(state, target.id) !== undefined)
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return (
    <div className="mt-2 flex flex-col gap-2 rounded-md bg-sunken p-3 text-s">
      {keys.length > 0 && (
        <table className="w-full table-fixed text-left">
          <thead className="text-ink-3">
            <tr>
              <th className="w-1/4 font-normal">{t('audit.field')}</th>
              <th className="font-normal">{t('audit.before')}</th>
              <th className="font-normal">{t('audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key} className="align-top">
                <td className="pr-2 break-words text-ink-2">{key}</td>
                <td className="pr-2 break-words">{shown(before?.[key])}</td>
                <td className="break-words">{shown(after?.[key])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-3">
        <span>
          {t('audit.address')} {entry.ip || '–'}
        </span>
        <span className="break-all">
          {t('audit.request')} {entry.requestId}
        </span>
        {target?.type === 'customer' && target.id && mayFollow && (
          <Link href={`/customers/${target.id}`} className="text-accent-ink hover:underline">
            {t('audit.openCustomer')}
          </Link>
        )}
        {target?.id && (
          <button type="button" className="text-accent-ink hover:underline" onClick={() => onTarget(target.id!)}>
            {t('audit.sameTarget')}
          </button>
        )}
      </p>
    </div>
  )
}

const shown = (value: unknown): string =>
  value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value)

/** What was done, in words where there are some. */
function useActionName(action: string): string {
  const { t, i18n } = useTranslation()
  const key = `audit.action.${action.replaceAll('.', '_')}`
  return i18n.exists(key) ? String(t(key as never)) : action
}

function useTargetName(target: AuditEntry['target']): string {
  const { t, i18n } = useTranslation()
  const customerId = target?.type === 'customer' ? target.id : null
  // One who was erased, or is not mine to see, has no name to show.
  useEffect(() => void (customerId && loadCustomer(customerId).catch(() => undefined)), [customerId])
  const name = useStore((state) => {
    if (!target?.id) return undefined
    if (target.type === 'user') return state.users[target.id]?.name
    if (target.type === 'channel') return state.channels[target.id]?.name
    if (target.type === 'role') return state.roles[target.id]?.name
    if (target.type === 'team') return state.teams[target.id]?.name
    return customerOf(state, target.id)?.name
  })
  if (!target) return ''
  const key = `audit.group.${target.type}`
  const kind = i18n.exists(key) ? String(t(key as never)) : target.type
  return name ? `${kind} · ${name}` : kind
}
