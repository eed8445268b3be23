import { bodyParser, slowBodyParser } from './channels/body-parser.ts'
import { senderParser } from './channels/email/authenticate.ts'
import { beginningParser, rowsParser } from './customers/import/table-parsers.ts'
import { htmlParser } from './server/html-parser.ts'
import { pictureSizeParser, smallPictureParser } from './server/picture-parser.ts'
import { voiceParser } from './server/voice-parser.ts'
import { serveParsers } from './server/parsers/serve.ts'

// The program of a parser process (server/parsers/child.ts): what reads foreign input, and nothing else. Beside `main.ts` in the bundle.
serveParsers([
  bodyParser,
  slowBodyParser,
  senderParser,
  htmlParser,
  pictureSizeParser,
  smallPictureParser,
  voiceParser,
  beginningParser,
  rowsParser,
])
