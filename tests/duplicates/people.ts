import type { Chance } from './chance.ts'

/** Characters with their traditional form and how their bearers spell them; written by hand, not by the reader under test. */
const surnames = rows(
  '张張Zhang 王王Wang 李李Li 刘劉Liu 陈陳Chen 杨楊Yang 黄黃Huang 赵趙Zhao 吴吳Wu 周周Zhou 徐徐Xu 孙孫Sun 马馬Ma 朱朱Zhu 胡胡Hu 郭郭Guo 何何He 林林Lin ' +
    '罗羅Luo 梁梁Liang 宋宋Song 郑鄭Zheng 谢謝Xie 韩韓Han 唐唐Tang 冯馮Feng 许許Xu 邓鄧Deng 曹曹Cao 彭彭Peng 曾曾Zeng 萧蕭Xiao 田田Tian 董董Dong 潘潘Pan ' +
    '吕呂Lv 单單Shan 仇仇Qiu 叶葉Ye 钟鍾Zhong 卢盧Lu 贾賈Jia 丁丁Ding 魏魏Wei 薛薛Xue 阎閻Yan 余余Yu 谭譚Tan 邹鄒Zou 熊熊Xiong',
)
const given = rows(
  '伟偉wei 明明ming 丽麗li 娟娟juan 国國guo 华華hua 晓曉xiao 文文wen 志志zhi 雨雨yu 婷婷ting 龙龍long 凤鳳feng 军軍jun 强強qiang 芳芳fang 涛濤tao 梅梅mei ' +
    '浩浩hao 然然ran 欣欣xin 怡怡yi 博博bo 宇宇yu 子子zi 轩軒xuan 思思si 远遠yuan 建建jian 红紅hong 敏敏min 静靜jing 秀秀xiu 英英ying 兰蘭lan 琳琳lin 峰峰feng ' +
    '磊磊lei 超超chao 勇勇yong 艳艷yan 霞霞xia 鑫鑫xin 佳佳jia 慧慧hui 俊俊jun 杰傑jie 淑淑shu 珍珍zhen 桂桂gui 云雲yun 岚嵐lan 瑶瑤yao 晨晨chen 睿睿rui',
)
const homophones: Record<string, string> = {
  伟: '玮',
  明: '铭',
  丽: '莉',
  文: '雯',
  雨: '宇',
  欣: '鑫',
  静: '婧',
  敏: '闽',
  涛: '滔',
  军: '君',
  华: '桦',
}

const firsts = (
  'James John Robert Michael William David Richard Thomas Daniel Matthew Christopher Elizabeth Jennifer Susan Katherine Margaret Samuel Benjamin Nicholas ' +
  'Alexander Beatrix Ingrid Tobias Leopold Matilda Rosalind Caspian Philippa Anselm Octavia Gideon Saoirse Zsofia Thandiwe Priya Hiroshi Aaliyah Mateus'
).split(' ')
const lasts = (
  'Smith Johnson Williams Brown Miller Davis Wilson Taylor Anderson Garcia Okonkwo Featherstone Lindqvist Abernathy Castellanos Vanderberg Nakamura ' +
  'Kowalczyk Beauchamp Ravensworth Thistlewood Moriarty Szymanski Olufemi Hargreaves Pemberton Delacroix Iyer Fitzwilliam Quintero'
).split(' ')
const short: Record<string, string> = {
  Robert: 'Bob', Michael: 'Mike', William: 'Bill', David: 'Dave', Richard: 'Rick', Thomas: 'Tom', Daniel: 'Dan', Matthew: 'Matt', Christopher: 'Chris',
  Elizabeth: 'Liz', Jennifer: 'Jen', Katherine: 'Kate', Margaret: 'Maggie', Samuel: 'Sam', Benjamin: 'Ben', Nicholas: 'Nick', Alexander: 'Alex', James: 'Jim', Susan: 'Sue',
} // prettier-ignore
const frequent = '张伟 王芳 李娜 王伟 刘洋 李静 张敏 王勇 李强 陈静 张丽 刘伟'.split(' ')
const companies = ['杭州云栖茶业有限公司', '深圳市蓝海科技有限公司', 'Acme Trading Ltd', 'Northwind GmbH', '上海明德贸易有限公司', 'Blue Heron LLC', '成都天府食品', '广州南粤电子有限公司', 'Silverline Inc.', '北京远望咨询'] // prettier-ignore
const publicDomains = ['qq.com', '163.com', '126.com', 'gmail.com', 'outlook.com', 'hotmail.com', 'sina.com', 'icloud.com']

type Character = { simple: string; traditional: string; sound: string }

function rows(text: string): Character[] {
  return text.split(' ').map((row) => ({ simple: row[0]!, traditional: row[1]!, sound: row.slice(2) }))
}

/** Somebody who exists; what customers know of them is rendered from this. */
export type Person = {
  chinese: { surname: Character; given: Character[] } | null
  first: string
  last: string
  phone: string
  mail: string
  company: string
  birthday: { year: number; month: number; day: number }
  unionId: string
  device: string
}

export function newPerson(chance: Chance, { common = false } = {}): Person {
  const chinese = chance.happens(0.62) ? newChinese(chance, common) : null
  const person = {
    chinese,
    first: chance.oneOf(common ? firsts.slice(0, 8) : firsts),
    last: chance.oneOf(common ? lasts.slice(0, 8) : lasts),
    phone: `1${chance.oneOf(['30', '35', '36', '38', '39', '50', '52', '58', '77', '80', '86', '88', '99'])}${chance.digits(8)}`,
    company: chance.oneOf(companies),
    birthday: { year: 1950 + chance.below(55), month: 1 + chance.below(12), day: 1 + chance.below(28) },
    unionId: `o${chance.digits(12)}`,
    device: chance.digits(16),
  }
  return { ...person, mail: `${localOf(chance, person)}@${chance.oneOf(publicDomains)}` }
}

function newChinese(chance: Chance, common: boolean): NonNullable<Person['chinese']> {
  if (common) return parse(chance.oneOf(frequent))
  return { surname: chance.oneOf(surnames), given: Array.from({ length: chance.happens(0.75) ? 2 : 1 }, () => chance.oneOf(given)) }
}

function parse(name: string): NonNullable<Person['chinese']> {
  const find = (list: Character[], simple: string) =>
    list.find((one) => one.simple === simple) ?? { simple, traditional: simple, sound: 'yang' }
  return {
    surname: find(surnames, name[0]!),
    given: [...name.slice(1)].map((one) => find([...given, { simple: '娜', traditional: '娜', sound: 'na' }], one)),
  }
}

/** A local part as people choose one. */
export function localOf(chance: Chance, { chinese, first, last, phone, birthday }: Omit<Person, 'mail'>): string {
  const [family, own] = chinese ? [chinese.surname.sound.toLowerCase(), soundOf(chinese.given)] : [last.toLowerCase(), first.toLowerCase()]
  const year = String(birthday.year)
  return chance.oneOf([
    `${own}.${family}`,
    `${family}${own}${year.slice(2)}`,
    `${own[0]}${family}${chance.digits(3)}`,
    chance.digits(9).replace(/^0/, '8'),
    `${family}_${own}`,
    chinese ? phone : `${own}${family}`,
    `${own}${chance.digits(4)}`,
  ])
}

const soundOf = (characters: Character[]): string => characters.map(({ sound }) => sound.toLowerCase()).join('')
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** One of the many ways somebody's name stands in a list; null where they never gave one. */
export function writeName(chance: Chance, { chinese, first, last, company }: Person): string | null {
  if (chance.happens(0.06)) return null
  if (!chinese) return writeEnglish(chance, first, last)
  const { surname, given: own } = chinese
  const simple = surname.simple + own.map((one) => one.simple).join('')
  const latin = [surname.sound, capital(soundOf(own))]
  const way = chance.below(100)
  if (way < 46) return simple
  if (way < 56) return surname.traditional + own.map((one) => one.traditional).join('')
  if (way < 66) return latin.join(' ')
  if (way < 72) return latin.toReversed().join(' ').toUpperCase()
  if (way < 75) return latin.join('').toLowerCase()
  if (way < 78) return full(latin.join('　'))
  if (way < 84) return `${simple}（${company.slice(0, 4)}）`
  if (way < 90) return surname.simple + chance.oneOf(['先生', '女士', '总', '老师'])
  if (way < 94) return surname.simple + own.map((one) => homophones[one.simple] ?? one.simple).join('')
  return ` ${simple[0]} ${simple.slice(1)}`
}

function writeEnglish(chance: Chance, first: string, last: string): string {
  const way = chance.below(100)
  if (way < 44) return `${first} ${last}`
  if (way < 54) return `${last}, ${first}`
  if (way < 62) return `${first} ${last}`.toUpperCase()
  if (way < 72) return `${short[first] ?? first} ${last}`
  if (way < 78) return `${first[0]}. ${last}`
  if (way < 86) return `${first} ${slip(chance, last)}`
  if (way < 90) return full(`${first} ${last}`)
  if (way < 94) return `Mr ${first} ${last}`
  return first
}

const full = (text: string): string => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))

/** One character wrong, twice there, missing, or swapped with its neighbour. */
export function slip(chance: Chance, text: string): string {
  const at = 1 + chance.below(text.length - 2)
  const [before, one, two, after] = [text.slice(0, at), text[at]!, text[at + 1] ?? '', text.slice(at + 2)]
  const other = /\d/.test(one) ? String((Number(one) + 1 + chance.below(8)) % 10) : 'aeiourst'[chance.below(8)]!
  return before + chance.oneOf([other + two, one + one + two, two, two + one]) + after
}

/** The number as one of many systems and people would write it. */
export function writePhone(chance: Chance, phone: string): string {
  const grouped = `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
  return chance.oneOf([
    phone,
    grouped,
    grouped.replaceAll(' ', '-'),
    `+86${phone}`,
    `+86 ${grouped}`,
    `0086${phone}`,
    `86-${phone}`,
    full(phone),
    `(86)${phone}`,
  ])
}
