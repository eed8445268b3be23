/** Lines longer than this are nobody's mark. */
export const longestMark = 500

/** What stands between two rules above a quoted mail; titles of forwarded ones apart. In lower case. */
const titles = new Set(
  `原始邮件|原邮件信息|原始信件|回复的原邮件|回复的邮件|原始郵件|原件|original message|original email|original appointment|reply message
   |ursprüngliche nachricht|originalnachricht|original-nachricht|message d'origine|message d’origine|message original|mensaje original|mensagem original
   |messaggio originale|oorspronkelijk bericht|oorspronkelijke bericht|oprindelig meddelelse|oprindelig besked|opprinnelig melding
   |ursprungligt meddelande|originalmeddelande|alkuperäinen viesti|původní zpráva|původní e-mail|pôvodná správa|wiadomość oryginalna
   |oryginalna wiadomość|исходное сообщение|оригинальное сообщение|оригінальне повідомлення|eredeti üzenet|mesaj original|mesajul original
   |orijinal mesaj|özgün ileti|αρχικό μήνυμα|הודעה מקורית|الرسالة الأصلية|元のメッセージ|원본 메일|원본 메시지`.split(/\s*\|/),
)
const forwardTitles = new Set(
  `转发邮件信息|转发邮件|轉寄郵件|forwarded message|forwarded email|begin forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado
   |mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|videresendt besked|videresendt meddelelse|vidarebefordrat meddelande
   |пересылаемое сообщение|przekazana wiadomość|wiadomość przekazana|転送メッセージ|전달된 메시지`.split(/\s*\|/),
)
const isRule = (char: string | undefined) => char !== undefined && ('-—─_=*'.includes(char) || char.trim() === '')

/** `------------------ 原始邮件 ------------------` and its like: the title, else null. Takes an unmarked line, as all below. */
function titleOf(line: string): string | null {
  if (line.length >= longestMark) return null
  let start = 0
  let end = line.length
  while (start < end && isRule(line[start])) start++
  while (end > start && isRule(line[end - 1])) end--
  const isRuled = line.slice(0, start).trimEnd().length >= 2 && line.slice(end).trimStart().length >= 2
  return isRuled ? line.slice(start, end).toLowerCase() : null
}

export const isSeparator = (line: string): boolean => titles.has(titleOf(line) ?? '')

/** Above a mail that somebody hands on: it is what they want read. */
export function isForwardTitle(line: string): boolean {
  return forwardTitles.has(titleOf(line) ?? '') || forwardTitles.has(line.replace(/\s*[:：]$/, '').toLowerCase())
}

/** "Wrote", as clients put it into the line above a quotation; in lower case. */
const verbs =
  `wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|geschreven|skrev|kirjoitti|napisał(a)|napisał|napisała|pisze|napsal|napsala|napsal(a)
  |napísal|napísala|napísal(a)|írta|a scris|yazdı|şunları yazdı|şunu yazdı|пишет|написал|написала|написал(а)|писал(а)|пише|написав|написала(в)|написа
  |έγραψε|כתב|כתבה|כתב/ה|كتب|كتبت|كتابة ما يلي بواسطة|نوشت|ने लिखा|đã viết|เขียนว่า|menulis|写道|写了|寫道|來信|来信|撰寫|님이 작성|작성|のメール|は書きました`
    .split(/\s*\|/)
    .toSorted((a, b) => b.length - a.length)

const address = /[^\s<>@:：,;"']{1,64}@[^\s<>@:：,;"']{1,190}/
const time = /\d{1,2}\s?[:.h時时点]\s?\d{2}/
const year = /(?<!\d)(19|20)\d\d(?!\d)/
const shortDate = /(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)/
/** `пн, 2 нояб. …`, `2026-11-02 …`, `2026年…`: how the line begins where a client writes no verb. */
const datedStart = /^(\p{L}{1,12}[.,]{1,2}\s*)?\d/u

/** Whether a line names a day or a time. */
export const isWhen = (line: string): boolean => time.test(line) || year.test(line) || shortDate.test(line)
/** Whether it does to the minute, which nobody's own sentence does. */
export const isDated = (line: string) => time.test(line) && (year.test(line) || shortDate.test(line))

/**
 * `On … wrote:`, `…于…写道：`, `2026年… <a@example.com>：`, in the words of any language: a verb with whose words they are (an address, or the time to
 * the minute); or a date, and an address at the end (Hebrew writes `בתאריך … מאת <a@example.com>:`).
 */
export function isAttributionLine(line: string): boolean {
  const said = line.replace(/^[-—─_\s]+|[-—─_\s]+$/g, '').toLowerCase() // prettier-ignore
  const ends = /[:：]$/.test(said)
  const bare = ends ? said.slice(0, -1).trimEnd() : said
  // Nearly every line of a text ends here: only then the verbs of all languages are looked for.
  if (!/[@\d]/.test(bare)) return false
  if ((address.test(bare) || isDated(bare)) && hasVerb(bare, ends)) return true
  return (
    ends &&
    ((datedStart.test(bare) && isWhen(bare) && /@[^\s<>@]+>?$/.test(bare)) || (isDated(bare) && /<[^\s<>@]+@[^\s<>@]+>$/.test(bare)))
  )
}

/** The verb ends the line, or stands before whose words they are. Without a colon it must end it. */
function hasVerb(line: string, ends: boolean): boolean {
  return verbs.some((verb) => {
    const at = line.lastIndexOf(verb)
    if (at < 0 || isLetter(line[at - 1], verb[0]!)) return false
    const rest = line.slice(at + verb.length)
    // Hungarian puts the moment behind, in brackets.
    const isName = rest.length <= 200 && (rest.includes('@') || !/\d/.test(rest) || (/^\s*\(.*\)$/.test(rest) && isDated(rest)))
    return rest === '' || (ends && !isLetter(rest[0], verb.at(-1)!) && isName)
  })
}

/** Words of letters stand apart; Chinese, Japanese and Korean ones need not. */
function isLetter(beside: string | undefined, own: string): boolean {
  return beside !== undefined && /[\p{L}\p{N}]/u.test(beside) && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(own)
}

const opening = String.raw`(On|Le|Am|El|Il|Em|Op|Den)\s[^.!?。！？]{0,40}\d`
const afterOwnWords = new RegExp(String.raw`[.!?。！？]\s+(?=${opening})`)
const atStart = new RegExp(`^${opening}`)

/** How far into a line an attribution begins that follows own words on it; 0 when none do. */
export function ownWordsBefore(line: string): number {
  const begun = afterOwnWords.exec(line)
  return begun ? begun.index + begun[0].length : 0
}

/** `On Wed, Dec 9, …`: whether a line may be the beginning of one. */
export const beginsAttribution = (line: string): boolean => atStart.test(line)

const devices =
  `iphone|ipad|ipod|android|blackberry|samsung|galaxy|huawei|honor|xiaomi|redmi|oppo|vivo|oneplus|pixel|nokia|motorola|windows phone
  |smartphone|handy|phone|téléphone|móvil|celular|mobile device|华为|荣耀|小米|红米|手机|手機`.replace(/\s*\n\s*/g, '')
const few = String.raw`[\p{L}\p{N} .()-]`
const footers = [
  `(sent from|envoyé de(puis)?|enviado (desde|do|de)|inviato da(l)?|von meine[mr]|gesendet von|verzonden vanaf|skickat från|sendt fra) ${few}{0,30}(${devices})${few}{0,12}`,
  `(发自|發自|来自|來自) ?(我的 ?)?(iphone|ipad|android)`,
  `(发自|發自|来自|來自) ?我的${few}{0,20}(${devices})`,
  `(从|從) ?我的${few}{0,24}(发送|發送|傳送|寄出)`,
  String.raw`get outlook for \S+( ?<?https?:\S+)?`,
  String.raw`(sent from|发自|發自) ?(yahoo mail|mail for windows|outlook|网易邮箱大师|foxmail|qq ?邮箱)${few}{0,24}(<https?:\S+>)?`,
  String.raw`sent from ${few}{2,30}<https?:\S+>`,
].map((pattern) => new RegExp(`^${pattern}$`, 'iu'))

/** `Sent from my iPhone`, `Get Outlook for iOS<…>`, `发自我的手机`: a line no person wrote. */
export const isClientFooter = (line: string): boolean => line.length <= 120 && footers.some((footer) => footer.test(line.trim()))

/** The names of a quoted mail's headers, by what they say. */
const fields = {
  from: `发件人|发件者|寄件者|寄件人|发信人|from|von|de|da|van|fra|från|od|от|від|lähettäjä|kimden|gönderen|feladó|de la|από|מאת|من|差出人|送信者|보낸 사람|보낸사람|từ|dari`,
  sent: `发送时间|发送日期|日期|时间|寄件日期|已发送|傳送時間|sent|date|gesendet|datum|envoyé|envoyé le|message du|enviado|enviado el|fecha|enviada em|enviado em|data|inviato
    |verzonden|sendt|dato|skickat|odesláno|wysłano|wysłane|отправлено|дата|надіслано|lähetetty|päivämäärä|gönderildi|gönderme tarihi|tarih|elküldve|dátum
    |trimis|στάλθηκε|ημερομηνία|נשלח|תאריך|تاريخ الإرسال|التاريخ|送信日時|日付|보낸 날짜|날짜|đã gửi|ngày`,
  to: `收件人|收件者|to|an|à|para|a|aan|til|till|komu|do|кому|vastaanottaja|kime|alıcı|címzett|către|προς|אל|إلى|宛先|받는 사람|받는사람|đến|kepada`,
  subject: `主题|主旨|subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|emne|ämne|předmět|predmet|temat|тема|aihe|konu|tárgy|subiect|θέμα|נושא|الموضوع|件名|제목|chủ đề|subjek`,
  other: `抄送|抄送人|副本|密送|cc|bcc|kopie|copie|copie à|copia|kopia|kopi|cópia|копия|копія|másolat|kopio|bilgi|reply-to|réponse à|antwort an|responder a|重要性|importance|附件|attachments`,
}
type FieldKind = keyof typeof fields
const kinds = new Map<string, FieldKind>(
  (Object.keys(fields) as FieldKind[]).flatMap((kind) => fields[kind].split(/\s*\|/).map((name): [string, FieldKind] => [name, kind])),
)

/** Which header of a quoted mail a line is, and what it says; null for any other line. */
export function headerField(line: string): { kind: FieldKind; value: string } | null {
  const [, name = '', value = ''] = /^([^:：]{1,24}?)\s*[:：]\s*(.*)$/.exec(line) ?? []
  const kind = kinds.get(name.trim().toLowerCase())
  return kind === undefined ? null : { kind, value }
}

/**
 * A list of one's own may look like one ("From: Paris, To: Lyon"): an address, or a moment, or both a subject and when it was sent must tell; where
 * the moment stands first ("Date: …, From: …"), nothing but an address does.
 */
export function isHeaderBlock(lines: { kind: FieldKind; value: string }[]): boolean {
  const seen = new Set(lines.map(({ kind }) => kind))
  const values = lines.map(({ value }) => value).join(' ')
  if (!seen.has('from') || seen.size < 3) return false
  if (address.test(values)) return true
  return lines[0]?.kind === 'from' && ((seen.has('subject') && seen.has('sent')) || (time.test(values) && year.test(values)))
}
