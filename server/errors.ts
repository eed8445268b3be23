import type { ErrorCode } from '../contract/errors.ts'

type Details = { field?: string; /** Who is in the way; only one the caller may see. */ customerId?: string; cause?: unknown }

/** A refusal: the caller asked for something it cannot have. `message` says what to do about it. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly customerId: string | undefined
  constructor(code: ErrorCode, message: string, options: Details = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.field = options.field
    this.customerId = options.customerId
  }
}

/** Refuses; see `contract/errors.ts` for the codes. */
export function fail(code: ErrorCode, message: string, options?: Details): never {
  throw new AppError(code, message, options)
}
