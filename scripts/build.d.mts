type Part = 'web' | 'server'
export function build(part: Part): Promise<void>
export function isStale(part: Part): boolean
