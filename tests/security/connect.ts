import { io, type Socket } from 'socket.io-client'

/** Opens a socket with this token, and these headers as a browser would send them; rejects with the server's refusal. */
export async function connect(address: string, token: unknown, extraHeaders: Record<string, string> = {}): Promise<Socket> {
  const options = { path: '/realtime', transports: ['websocket'], reconnection: false, forceNew: true }
  const socket = io(address, { ...options, auth: { token }, extraHeaders })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    return socket
  } catch (error) {
    socket.disconnect()
    throw error
  }
}
