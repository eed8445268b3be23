import type * as z from 'zod'

/**
 * What to do about an input that does not fit its schema, in words for a person: pass it as `error` to `safeParse`. A text the schema
 * itself gives comes first. Zod's own words name types and bounds, not what to do; these do, and have their Chinese like all others.
 */
export function explainIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue)
    case 'too_small':
      return tooSmall(issue.origin, issue.minimum)
    case 'too_big':
      return tooBig(issue.origin, issue.maximum)
    case 'invalid_format':
      return wrongFormat(issue.format)
    case 'invalid_value':
      return `Choose one of these: ${issue.values.map(String).join(', ')}.`
    case 'unrecognized_keys':
      return `There is no field “${String(issue.keys[0]).slice(0, 60)}” here. See /api/docs.`
    default:
      return 'This does not fit. See /api/docs.'
  }
}

function wrongType({ input, expected }: { input?: unknown; expected: string }): string {
  if (input === undefined) return 'This is required.'
  if (expected === 'string') return 'Send text here.'
  if (expected === 'int') return 'Send a whole number here.'
  if (expected === 'number') return 'Send a number here.'
  if (expected === 'boolean') return 'Send true or false here.'
  return expected === 'array' ? 'Send a list here.' : 'Send an object here.'
}

function tooSmall(origin: string, minimum: number | bigint): string {
  if (origin === 'array') return `Send at least ${minimum} of these.`
  if (origin !== 'string') return `This must be ${minimum} or more.`
  return minimum === 1 ? 'This must not be empty.' : `Use at least ${minimum} characters.`
}

function tooBig(origin: string, maximum: number | bigint): string {
  if (origin === 'array') return `Send at most ${maximum} of these.`
  return origin === 'string' ? `Use at most ${maximum} characters.` : `This must be ${maximum} or less.`
}

function wrongFormat(format: string): string {
  if (format === 'email') return 'Write a mail address, such as name@example.com.'
  if (format === 'uuid') return 'This is not an id of ours: copy it as it was given.'
  return 'This is not written as it has to be. See /api/docs.'
}
