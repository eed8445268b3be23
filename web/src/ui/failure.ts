import { ApiError } from '../api.ts'
import { t } from '../i18n/index.ts'
import { toastError } from './toasts.tsx'

/** What to tell a person about a failed request: the server's own words where it gave some. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError) || error.code === 'internal') return t('error.internal')
  return error.message || t('error.offline')
}

/** Tells it in the corner. Anything that is not a refusal is a bug and is thrown on, to be seen. */
export function report(error: unknown): void {
  toastError(explain(error))
  if (!(error instanceof ApiError)) throw error
}

/** Errors of a form by field; what belongs to none of `fields` stands under ''. */
export function errorsByField(error: unknown, fields: readonly string[]): Record<string, string> {
  const field = error instanceof ApiError ? (error.field ?? '') : ''
  return { [fields.includes(field) ? field : '']: explain(error) }
}
