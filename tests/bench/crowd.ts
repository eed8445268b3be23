import { WebSocket } from 'undici'

/** Many listeners of one socket.io server that speak just enough of its protocol (engine.io 4) to be told events: they should cost little. */
export type Crowd = {
  /** Resolves with each listener's time (performance.now) of hearing the next text that contains `mark`. */
  hear: (mark: string) => Promise<number[]>
  leave: () => void
}

export async function gatherCrowd(port: number, path: string, n: number, token: string): Promise<Crowd> {
  const sockets: WebSocket[] = []
  for (let made = 0; made < n; made += 50) sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => join(port, path, token)))))
  return {
    hear: (mark) => Promise.all(sockets.map((socket) => hearOne(socket, mark))),
    leave: () => sockets.forEach((socket) => socket.close()),
  }
}

function join(port: number, path: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}/?EIO=4&transport=websocket`)
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('a listener lost its line')))
    socket.addEventListener('message', ({ data }) => {
      const text = String(data)
      if (text.startsWith('0')) socket.send(`40${JSON.stringify({ token })}`)
      else if (text === '2') socket.send('3')
      else if (text.startsWith('40')) resolve(socket)
      else if (text.startsWith('44')) reject(new Error(`a listener was refused: ${text}`))
    })
  })
}

function hearOne(socket: WebSocket, mark: string): Promise<number> {
  return new Promise((resolve) => {
    const listen = ({ data }: { data: unknown }) => {
      if (!String(data).includes(mark)) return
      socket.removeEventListener('message', listen)
      resolve(performance.now())
    }
    socket.addEventListener('message', listen)
  })
}
