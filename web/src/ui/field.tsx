import { type ComponentProps, type ReactNode, useId } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { cx } from './cx.ts'

const box = 'w-full rounded-md border border-line-strong bg-panel px-3 text-ink aria-invalid:border-seal'

type Shared = { label: string; hint?: ReactNode; error?: string | undefined; optional?: boolean }

/** A label, its input, what it is for, and what is wrong with it. `children` gets the ids that tie them together. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: Shared & { children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => ReactNode }) {
  const { t } = useTranslation()
  const id = useId()
  const note = error ?? hint
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-s font-medium text-ink-2">
        {label}
        {optional && <span className="ml-1.5 font-normal text-ink-3">{t('customers.optional')}</span>}
      </label>
      {children({ id, describedBy: note ? `${id}-note` : undefined, invalid: Boolean(error) })}
      {note && (
        <p id={`${id}-note`} role={error ? 'alert' : undefined} className={cx('text-s', error ? 'text-seal-ink' : 'text-ink-3')}>
          {note}
        </p>
      )}
    </div>
  )
}

/** One line of text. `trailing` sits inside the box at its end. */
export function TextField({
  label,
  hint,
  error,
  optional,
  trailing,
  className,
  ...rest
}: Shared & { trailing?: ReactNode } & ComponentProps<'input'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false}>
      {({ id, describedBy, invalid }) => (
        <span className="relative block">
          <input
            {...rest}
            id={id}
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            className={cx(box, 'h-10', Boolean(trailing) && 'pr-11', className)}
          />
          {trailing && <span className="absolute inset-y-0 right-1 flex items-center">{trailing}</span>}
        </span>
      )}
    </Field>
  )
}

/** Text of several lines. */
export function LinesField({ label, hint, error, optional, ...rest }: Shared & ComponentProps<'textarea'>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false}>
      {({ id, describedBy, invalid }) => (
        <textarea
          rows={4}
          {...rest}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          className={cx(box, 'py-2 font-mono text-s')}
        />
      )}
    </Field>
  )
}

export function SelectField({ label, hint, error, children, ...rest }: Shared & ComponentProps<'select'>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, describedBy, invalid }) => (
        <select
          {...rest}
          id={id}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          className={cx(box, 'select h-10 pr-9')}
        >
          {children}
        </select>
      )}
    </Field>
  )
}

export function CheckField({ label, hint, ...rest }: { label: string; hint?: string | undefined } & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className="flex items-start gap-2.5">
      <input
        {...rest}
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-note` : undefined}
        className="mt-[3px] size-4 accent-(--accent)"
      />
      <span>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-note`} className="text-s text-ink-3">
            {hint}
          </p>
        )}
      </span>
    </div>
  )
}
