import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One keep-alive connection that sends prepared requests and reads no more of an answer than it must: the client should cost little. */
class Line {
  readonly #socket: Socket
  #waiting: ((status: number) => void) | undefined
  #text = ''

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true).setEncoding('latin1')
    socket.on('data', (chunk: string) => this.#read(chunk))
  }

  ask(request: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.#waiting = resolve
      this.#socket.write(request)
    })
  }

  end(): void {
    this.#socket.destroy()
  }

  #read(chunk: string): void {
    this.#text += chunk
    const head = this.#text.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/content-length: (\d+)/i.exec(this.#text.slice(0, head))?.[1] ?? 0)
    if (this.#text.length < head + 4 + length) return
    const status = Number(this.#text.slice(9, 12))
    this.#text = ''
    this.#waiting?.(status)
  }
}

export async function openLines(port: number, n: number): Promise<Line[]> {
  return Promise.all(
    Array.from({ length: n }, async () => {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      return new Line(socket)
    }),
  )
}

/** Sends all requests over `connections` lines, each line waiting for its answer; gives each answer's latency in ms. Anything but 200 throws. */
export async function flood(port: number, requests: Buffer[], connections: number): Promise<number[]> {
  const lines = await openLines(port, connections)
  const queue = requests.values()
  const took: number[] = []
  const work = async (line: Line) => {
    for (const request of queue) took.push(await timed(line, request))
  }
  await Promise.all(lines.map(work)).finally(() => lines.forEach((line) => line.end()))
  return took
}

/** Sends `perSecond` requests a second whatever the answers do; a latency counts from when its request was due. */
export async function pace(port: number, requests: Buffer[], perSecond: number, connections = 32): Promise<number[]> {
  const free = await openLines(port, connections)
  const all = [...free]
  const start = performance.now()
  const took = await Promise.all(
    requests.map(async (request, n) => {
      const due = start + (n * 1_000) / perSecond
      await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
      const line = free.pop()
      if (!line) throw new Error(`all ${connections} connections wait for an answer`)
      await timed(line, request)
      free.push(line)
      return performance.now() - due
    }),
  )
  all.forEach((line) => line.end())
  return took
}

async function timed(line: Line, request: Buffer): Promise<number> {
  const start = performance.now()
  const status = await line.ask(request)
  if (status !== 200) throw new Error(`a request was answered with ${status}`)
  return performance.now() - start
}
