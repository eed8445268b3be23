import { type FormEvent, useState } from 'react'
import { ApiError } from '../api.ts'
import { errorsByField } from './failure.ts'

/**
 * Sends a form once at a time and keeps what the server found wrong, by field (`''`: about the whole).
 * `submit` gets the fields' values by name; `customerId` is who is in the way.
 */
export function useForm(fields: readonly string[], submit: (values: Record<string, string>) => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [customerId, setCustomerId] = useState<string>()
  const send = async (form: HTMLFormElement) => {
    setBusy(true)
    setErrors({})
    setCustomerId(undefined)
    try {
      await submit(valuesOf(form))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const found = errorsByField(error, fields)
      setErrors(found)
      setCustomerId(error.customerId)
      form.querySelector<HTMLElement>(`[name="${Object.keys(found)[0] ?? ''}"]`)?.focus()
    } finally {
      setBusy(false)
    }
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!busy) void send(event.currentTarget)
  }
  return { busy, errors, customerId, onSubmit }
}

/** The texts a form holds, by field. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}
