import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { zipOf } from './workbook.ts'

const MB = 1024 * 1024
const fill = (piece: string, bytes: number) => piece.repeat(Math.floor(bytes / piece.length))

/** HTML that costs its parser the square of its size, or much memory, or is just more than anybody reads. */
export const htmlBombs: Record<string, string> = {
  'svg, end tags that close nothing': fill('<svg></x>', 700_000),
  'b, end tags that close nothing': fill('<b></x>', 700_000),
  'items and cells that close their like': fill('<li><td>', 4 * MB),
  'nested divs': fill('<div>', 4 * MB),
  'end tags at the depth allowed': fill('<aaaa>', 499 * 6) + fill('</bbbb>', 7 * MB),
  'a tag of a million attributes': `<a ${fill('a=b c ', 6 * MB)}>`,
  'drawings left open': fill('<div><svg></div>', 2 * MB),
  'paragraphs out of end tags': fill('</p>', 4 * MB),
  entities: fill('&lt;', 6 * MB),
  'styles that do not end': fill('<p style="color:rgb(', 4 * MB),
}

const head = 'From: Bomber <bomber@example.com>\r\nTo: support@example.com\r\nSubject: Boom\r\n'
let mails = 0
const mail = (rest: string) => Buffer.from(`${head}Message-ID: <${(mails += 1)}.${Date.now()}@example.com>\r\n${rest}`, 'latin1')
const htmlMail = (html: string) => mail(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`)

/** Mails nobody writes. Each call makes them anew, so that none is a duplicate. */
export function mailBombs(): Record<string, Buffer> {
  const part = '--x\r\nContent-Type: text/html\r\n\r\n'
  const inner = '--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n'
  const multipart = 'Content-Type: multipart/mixed; boundary=x\r\n\r\n'
  return {
    ...Object.fromEntries(Object.entries(htmlBombs).map(([name, html]) => [`HTML: ${name}`, htmlMail(html)])),
    '34 MB of HTML': htmlMail(fill('<p>hello <b>world</b></p>\r\n', 34 * MB)),
    'two thousand parts within one another': mail(multipart + fill(inner, 2_000 * inner.length)),
    'ten thousand parts': mail(multipart + fill(`${part}<p>hi\r\n`, 10_000 * (part.length + 7))),
    'a thousand parts of nested HTML': mail(multipart + fill(`${part}${'<li><td></x>'.repeat(1_500)}\r\n`, 18 * MB)),
    'a header line of 10 MB': mail(`X-Long: ${fill('a', 10 * MB)}\r\n\r\nhello`),
    'a subject of encoded words': mail(`Subject: ${fill('=?utf-8?q?a?= ', 4 * MB)}\r\n\r\nhello`),
    'addresses without end': mail(`Cc: ${fill('a <b@c.de>, (', 4 * MB)}\r\n\r\nhello`),
    'a million header lines': mail(`${fill('X-A: b\r\n', 8 * MB)}\r\nhello`),
    'one file shown a million times': mail(
      `Content-Type: multipart/related; boundary=x\r\n\r\n${part}${fill('cid:', 4 * MB)}\r\n${fill('--x\r\nContent-ID: <c>\r\nContent-Type: image/png\r\n\r\nx\r\n', 60_000)}`,
    ),
    'a line that flows on for ever': mail(`Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n${fill('a \r\n', 8 * MB)}`),
    'a calendar of empty lines': mail(`Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\n${fill('\r\n', 6 * MB)}`),
    'a calendar of parameters': mail(`Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nSUMMARY${fill(';a=', 6 * MB)}`),
    'quotations of quotations': mail(`\r\n${fill('> ', 6 * MB)}`),
    ...slowMails(),
    'attributions that are none': mail(`\r\n${fill(`On ${'1 '.repeat(230)}x:\r\n`, 6 * MB)}`),
  }
}

/** Mails of a few kB on which a pattern that looks back and forth, or marks of marks, take seconds to for ever. */
export function slowMails(): Record<string, Buffer> {
  const attributions = (line: string) =>
    mail(`Content-Type: text/plain; charset=utf-8\r\n\r\n${Buffer.from(`${line}\r\n`.repeat(210)).toString('latin1')}`)
  const files = `--x\r\nContent-Type: application/zip; name="x${'.'.repeat(60_000)}x"\r\n\r\nx\r\n`
  return {
    'Chinese attributions that are none': attributions(`${'在'.repeat(160)}${'1'.repeat(165)}${'写'.repeat(165)}:`),
    'English attributions that are none': attributions(`On ${'1'.repeat(240)}${'wrote'.repeat(50)}x:`),
    'German attributions that are none': attributions(`Am xxxx${'1'.repeat(230)}${'schrieb'.repeat(36)}x:`),
    'rules that separate nothing': attributions(`${'-'.repeat(249)}${' '.repeat(249)}x`),
    'HTML of quotations in quotations': htmlMail(`${'<blockquote>'.repeat(98)}${fill('x<br>', 139_000)}`),
    'HTML of lists in lists': htmlMail(`${'<ul>'.repeat(98)}${fill('x<br>', 139_000)}`),
    'HTML of Roman millions': htmlMail('<ol type="I" start="900000000"><li>x</ol>'.repeat(100)),
    'parameters in quotes without a value': mail(`Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nSUMMARY${';a="x"'.repeat(600)}\r\n`),
    '28 MB of addresses': mail(`${`To: ${'a@b.c, '.repeat(9_000)}\r\n`.repeat(450)}\r\nhello`),
    'names of files that are dots': mail(`Content-Type: multipart/mixed; boundary=x\r\n\r\n${files.repeat(100)}`),
    'base64 that always ends': mail(`Content-Transfer-Encoding: base64\r\n\r\n${fill('a=', 10 * MB)}`),
    'a notice of many pages': Buffer.from(
      `From: mailer-daemon@example.com\r\nSubject: Undelivered\r\nMessage-ID: <${(mails += 1)}.${Date.now()}@example.com>\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${`--x\r\nContent-Type: text/html\r\n\r\n${fill('<blockquote>x<br>', 140_000)}\r\n`.repeat(60)}`,
    ),
  }
}

/** Mails of 30 MB: nothing is wrong with them but that many come at once. */
export function largeMails(): Record<string, Buffer> {
  const attachment = `Content-Type: application/pdf; name="plan.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${fill(`${'QUJD'.repeat(19)}\r\n`, 30 * MB)}`
  return {
    'a file in base64': mail(`Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n--x\r\n${attachment}--x--\r\n`),
    'plain text': mail(`\r\n${fill('And so it goes on, day after day.\r\n', 30 * MB)}`),
  }
}

/** Workbooks and texts that unpack to, or cost, more than their size. */
export async function fileBombs(): Promise<Record<string, Buffer>> {
  const nested = fill('<a>', 15 * MB)
  const row = (cells: string) => `<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`
  const shared = '<c t="s"><v>0</v></c>'
  return {
    'five million nested elements': await zipOf({ sheet: nested }),
    'the same in its shared texts': await zipWith('xl/sharedStrings.xml', nested),
    '300 MB of nothing': await zipWith('xl/worksheets/sheet1.xml', Buffer.alloc(300 * MB, 0x20)),
    'a million attributes': await zipOf({ sheet: `<worksheet ${fill('a="b" ', 10 * MB)}>` }),
    'one long text in every cell': await zipOf({ sheet: row(shared.repeat(150)), strings: [fill('x', 30_000)] }),
    'a million rows without numbers': await zipOf({ sheet: `<worksheet>${fill('<row r="1"><c><v>1</v></c></row>', 40 * MB)}</worksheet>` }),
    'a quotation mark that never closes': Buffer.from(`name,phone\n"${fill('a,b\n', 20 * MB)}`),
    'a line of commas': Buffer.from(fill(',', 20 * MB)),
  }
}

/** A workbook with one part of it made by us; parts of a name come last first, so ours is what is read. */
async function zipWith(name: string, content: Buffer | string): Promise<Buffer> {
  const zip = new ZipFile()
  const add = (path: string, text: string | Buffer) => zip.addBuffer(typeof text === 'string' ? Buffer.from(text) : text, path)
  const sheet = '<worksheet><sheetData><row r="1"><c t="s"><v>0</v></c></row></sheetData></worksheet>'
  add('xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>')
  add(
    'xl/_rels/workbook.xml.rels',
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  )
  if (name !== 'xl/worksheets/sheet1.xml') add('xl/worksheets/sheet1.xml', sheet)
  add(name, content)
  zip.end()
  return buffer(zip.outputStream as NodeJS.ReadableStream)
}

/** Bodies for a webhook that takes JSON: what is deep overflows the stack of whoever walks through it, what is flat takes memory. */
export const jsonBombs: Record<string, string> = {
  'arrays in arrays': fill('[', 60_000) + fill(']', 60_000),
  'objects in objects': `${fill('{"a":', 100_000)}1${fill('}', 20_000)}`,
  'objects in a message': `{"type":"message","text":"hi","a":${fill('{"a":', 50_000)}1${fill('}', 10_000)}}`,
  'five megabytes of arrays': `[${fill('[],', 4.9 * MB)}1]`,
  'five megabytes deep': fill('[', 2.4 * MB) + fill(']', 2.4 * MB),
}
