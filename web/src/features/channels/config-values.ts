import type { FormField } from '../../../../contract/channels.ts'

/** The value a dotted path names in a channel's settings. */
export function valueAt(config: Record<string, unknown>, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), config)
}

/** Whether a secret is already kept by the server, which never tells what it is. */
export function isSecretSet(config: Record<string, unknown>, path: string): boolean {
  const value = valueAt(config, path)
  return isRecord(value) && value['set'] === true
}

/**
 * The settings a form holds, as the endpoints take them: dotted names become nested objects, numbers and switches their types.
 * Secrets and choices left empty are left out, so that what is set stays set and what has a default gets it.
 */
export function configOf(fields: readonly FormField[], values: Record<string, string>): Record<string, unknown> {
  const config: Record<string, unknown> = {}
  for (const field of fields) {
    const value = typed(field, values[field.name])
    if (value !== undefined) put(config, field.name.split('.'), value)
  }
  return config
}

function typed(field: FormField, value: string | undefined): string | number | boolean | undefined {
  if (field.type === 'boolean') return value === 'on'
  if (value === undefined || (value === '' && ((field.type !== 'text' && field.type !== 'lines') || field.required))) return undefined
  return field.type === 'number' ? Number(value) : value
}

function put(config: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    config[key] = value
    return
  }
  const inner = isRecord(config[key]) ? config[key] : {}
  config[key] = inner
  put(inner, rest, value)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
