import { gunzipSync, inflateRawSync } from 'node:zlib'

/** The first file of a zip archive, as UTF-8. Its sizes must stand in the central directory, as every archiver writes them. */
export function firstOfZip(archive: Buffer): string {
  const directory = archive.readUInt32LE(archive.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 16)
  const size = archive.readUInt32LE(directory + 20)
  const header = archive.readUInt32LE(directory + 42)
  const begin = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
  return inflateRawSync(archive.subarray(begin, begin + size)).toString('utf8')
}

/** A file of a .tar.gz archive by the end of its path, as Latin-1 (what the archive we read is written in). */
export function fromTar(archive: Buffer, ending: string): string {
  const tar = gunzipSync(archive)
  for (let at = 0; at + 512 <= tar.length;) {
    const name = tar.toString('latin1', at, at + 100).replace(/\0.*$/s, '')
    const size = parseInt(tar.toString('latin1', at + 124, at + 135), 8) || 0
    if (name.endsWith(ending)) return tar.toString('latin1', at + 512, at + 512 + size)
    at += 512 + Math.ceil(size / 512) * 512
  }
  throw new Error(`The archive holds no file whose path ends in ${ending}.`)
}

/** Rows of a CSV text: commas, double quotes, line ends inside quotes. */
export function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, cell = '', end = ''] of csv.replace(/^\ufeff/, '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}
