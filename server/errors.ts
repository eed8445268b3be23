import type { ErrorCode } from '../contract/errors.ts'

/** A refusal: the caller asked for something it cannot have. `message` says what to do about it. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  constructor(code: ErrorCode, message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.field = options.field
  }
}

/** Refuses; see `contract/errors.ts` for the codes. */
export function fail(code: ErrorCode, message: string, options?: { field?: string; cause?: unknown }): never {
  throw new AppError(code, message, options)
}
