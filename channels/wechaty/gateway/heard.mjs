const limitMs = 15_000

/**
 * What a message says, by whom and where, as Parley reads it (channels/wechaty/payload.ts). Where the puppet does not tell in time it is the
 * message's id alone: Parley shows an admin that something came.
 */
export async function heardOf(puppet, id, self) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('the puppet does not answer')), limitMs).unref())
  try {
    return await Promise.race([detailsOf(puppet, id, self), late])
  } catch (error) {
    process.stderr.write(`Message ${id} is kept without what it says: ${String(error?.message ?? error)}\n`)
    return { id, type: 0, self }
  }
}

async function detailsOf(puppet, id, self) {
  const { type, text = '', filename = '', timestamp, talkerId, listenerId = '', roomId } = await puppet.messagePayload(id)
  const talker = await puppet.contactPayload(talkerId)
  const room = roomId ? { id: roomId, topic: (await puppet.roomPayload(roomId)).topic ?? '' } : null
  // Some puppets give seconds.
  const at = timestamp < 1e11 ? timestamp * 1000 : timestamp
  return { id, type, text, filename, at, talker: { id: talkerId, name: talker.alias || talker.name }, listener: listenerId, room, self }
}
