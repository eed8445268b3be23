/** The eight refusals a caller can meet, with the HTTP status each travels under. */
export const errorCodes = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  upstream: 502,
  internal: 500,
} as const

export type ErrorCode = keyof typeof errorCodes

/**
 * The one shape of a refusal on the wire; `message` says what to do, `field` names the input at fault, `customerId` the customer who is in
 * the way (one that may be seen).
 */
export type ErrorBody = { error: { code: ErrorCode; message: string; field?: string; customerId?: string; requestId?: string } }
