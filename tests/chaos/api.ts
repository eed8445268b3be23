import { untilDone } from './until.ts'

/** A request to Parley, repeated until it is answered with success; refusals by status in `final` are answers too. */
export type Call = <T>(method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<T>

export function callerOf(url: string, token: string, onRetry: () => void = () => undefined): Call {
  return async <T>(method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const { answer } = await untilDone(async () => {
      const response = await fetch(`${url}${path}`, {
        method,
        signal: AbortSignal.timeout(20_000),
        headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        onRetry()
        throw error
      })
      if (!response.ok) {
        onRetry()
        throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
      }
      return (await response.json()) as T
    })
    return answer
  }
}
