type Told = Record<'messagePayload' | 'contactPayload' | 'roomPayload', (id: string) => Promise<object>>

export function heardOf(puppet: Partial<Told>, id: string, self: string): Promise<object>
