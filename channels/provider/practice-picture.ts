import { crc32, deflateSync } from 'node:zlib'

const width = 240
const height = 160

let drawn: Buffer | undefined

/** A picture as people send one, for practice accounts: a cup of tea on a table, as PNG. */
export function practicePicture(): Buffer {
  drawn ??= png(draw())
  return drawn
}

type Colour = readonly [red: number, green: number, blue: number]

const glaze: Colour = [238, 233, 221]
const tea: Colour = [158, 104, 48]

/** The rows of the picture, each after the byte that says how it is filtered: not at all. */
function draw(): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3)
  return rows
}

function colourAt(x: number, y: number): Colour {
  if (within(x - 110, y - 62, 46, 10)) return tea
  if (within(x - 110, y - 62, 52, 14) || isCup(x, y) || isHandle(x, y)) return shaded(glaze, 1.06 - x / 700)
  if (within(x - 112, y - 124, 84, 16)) return shaded(glaze, 0.86)
  return shaded([196, 177, 146], 1.1 - (x + y) / 620)
}

const within = (x: number, y: number, across: number, up: number) => (x / across) ** 2 + (y / up) ** 2 <= 1
const isCup = (x: number, y: number) => y > 62 && within(x - 110, y - 62, 52, 62)
const isHandle = (x: number, y: number) => within(x - 160, y - 84, 26, 20) && !within(x - 160, y - 84, 17, 12)
const shaded = ([red, green, blue]: Colour, light: number): Colour => [lit(red, light), lit(green, light), lit(blue, light)]
const lit = (part: number, light: number) => Math.min(255, part * light)

/** Eight bits of red, green and blue a pixel (PNG, 11.2). */
function png(rows: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
