import net, { type AddressInfo, type Socket } from 'node:net'

/** What the peer does when a step comes: answers a line, hangs up, or says nothing. */
type Act = string | 'drop' | 'stall'
type Step = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'dot'
export type Acts = Partial<Record<Step, Act>> & {
  /** Answers to RCPT by address, where not the usual one. */ refuse?: Record<string, string>
}
const obliging: Record<Step, Act> = {
  greeting: '220 peer',
  EHLO: '250-peer\r\n250 AUTH PLAIN',
  AUTH: '235 ok',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  dot: '250 taken',
}

/** The peers of the running test. */
export const peers: { server: net.Server; sockets: Set<Socket> }[] = []
export function closePeers(): void {
  for (const { server, sockets } of peers.splice(0)) {
    sockets.forEach((socket) => socket.destroy())
    server.close()
  }
}

/** A mail server that lies as told; gives its port, the mails it got whole, and the addresses it was asked to take one for. */
export async function lyingPeer(acts: Acts): Promise<{ port: number; mails: string[]; recipients: string[] }> {
  const mails: string[] = []
  const recipients: string[] = []
  const sockets = new Set<Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    converse(socket, { ...obliging, ...acts }, { mails, recipients })
  })
  peers.push({ server, sockets })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, mails, recipients }
}

function converse(socket: Socket, acts: Record<Step, Act> & Acts, { mails, recipients }: { mails: string[]; recipients: string[] }): void {
  let buffer = ''
  let inData = false
  const act = (step: Step) => {
    const what = acts[step]
    if (what === 'drop') socket.destroy()
    else if (what !== 'stall') socket.write(`${what}\r\n`)
    if (step === 'DATA' && what.startsWith('354')) inData = true
  }
  const answerRecipient = (command: string) => {
    const address = /<(.*)>/.exec(command)?.[1] ?? ''
    recipients.push(address)
    const refusal = acts.refuse?.[address]
    if (refusal) socket.write(`${refusal}\r\n`)
    else act('RCPT')
  }
  act('greeting')
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1')
    for (;;) {
      const mark = inData ? '\r\n.\r\n' : '\r\n'
      const end = buffer.indexOf(mark)
      if (end < 0) return
      const piece = buffer.slice(0, end)
      buffer = buffer.slice(end + mark.length)
      if (inData) mails.push(piece)
      const verb = piece.slice(0, 4).toUpperCase()
      if (inData) act('dot')
      else if (verb === 'EHLO' || verb === 'HELO') act('EHLO')
      else if (verb === 'RCPT') answerRecipient(piece)
      else if (['AUTH', 'MAIL', 'DATA'].includes(verb)) act(verb as Step)
      else if (verb === 'QUIT') socket.end('221 bye\r\n')
      else socket.write('502 unknown\r\n')
      if (mark.length > 2) inData = false
    }
  })
}
