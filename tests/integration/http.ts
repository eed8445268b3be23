export type Answer = { status: number; body: unknown; text: string; headers: Headers }
export type Api = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

/** A caller of `/api/v1` with one person's token; a body that is a string goes out as it is. */
export function apiOf(url: () => string, token: string | null): Api {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(path.startsWith('http') ? path : `${url()}${path.startsWith('/') ? path : `/api/v1/${path}`}`, {
      method,
      headers: {
        ...(token !== null && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('Content-Type')?.includes('json') ?? false
    return { status: response.status, body: isJson ? JSON.parse(text) : undefined, text, headers: response.headers }
  }
}
