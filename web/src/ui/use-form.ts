import { type FormEvent, useState } from 'react'
import { ApiError } from '../api.ts'
import { errorsByField } from './failure.ts'

/**
 * Sends a form once at a time and keeps what the server found wrong, by field (`''`: about the whole), until that field is changed.
 * `submit` gets the fields' values by name; `customerId` is who is in the way.
 */
export function useForm(fields: readonly string[], submit: (values: Record<string, string>) => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [customerId, setCustomerId] = useState<string>()
  const [forget] = useState(() => (event: Event) => {
    if (event.target instanceof Element) setErrors(without(event.target.getAttribute('name')))
  })
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
      // Added again it counts once.
      form.addEventListener('input', forget)
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

/** Leaves out what is said of a field, whether the server calls it by its name or by its path. */
const without = (name: string | null) => (errors: Record<string, string>) =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => name === null || (field !== name && !field.endsWith(`.${name}`))))

/** The texts a form holds, by field. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}
