import pg from 'pg'

/** Does `work` on a connection of its own, apart from the pool. That it broke is heard by the statement under way; unheard it would end the process. */
export async function onOneConnection<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end()
  }
}
