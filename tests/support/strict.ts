/** With TEST_STRICT=1 nothing may be skipped: what a test needs and this machine lacks is then a failure. */
export const strict = process.env['TEST_STRICT'] === '1'

/**
 * Whether a test must be left out because `what` is missing here; says so on the console. Under TEST_STRICT it never is: the test runs,
 * and fails by itself.
 */
export function mustSkip(what: string, isHere: boolean): boolean {
  if (isHere || strict) return false
  process.stdout.write(`skipped: ${what} is not here (TEST_STRICT=1 makes this a failure)\n`)
  return true
}
