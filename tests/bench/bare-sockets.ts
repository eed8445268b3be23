import { createServer } from 'node:http'
import { Server } from 'socket.io'

/** The raw server: socket.io alone, in a process of its own; whatever is posted to it goes to all. Prints its port. */
const http = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    io.emit('events', JSON.parse(Buffer.concat(pieces).toString()))
    response.end()
  })
})
const io = new Server(http, { path: '/realtime', serveClient: false })
http.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify(http.address())}\n`))
