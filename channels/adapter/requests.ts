export type RawRequest = {
  method: string
  /** By lower-case name. */
  headers: Record<string, string | undefined>
  query: Record<string, string | undefined>
  body: Buffer
  /** The public address it was sent to, query included, made from PUBLIC_URL: some providers sign it. */
  url: string
}

/** Where a request comes from: the caller's network (`networkOf`), and the page that sent it, if any. */
export type Sender = { network: string; origin: string | undefined }

/** What a verified request is stored as; `dedupeKey` is unique within the channel. `body` is what `parse` will read. */
export type Verified = { body: Buffer; dedupeKey: string }

/** An answer to a provider. */
export type RawReply = { status?: number; type: string; body: string }

/** Where a polling or listening channel puts what it got; resolves once it is stored, so acknowledge the peer only after. */
export type Sink = {
  store: (event: Verified) => Promise<'stored' | 'duplicate'>
  health: (state: 'ok' | 'failing', message: string | null) => Promise<void>
  cursor: { load: () => Promise<unknown>; save: (value: unknown) => Promise<void> }
}
