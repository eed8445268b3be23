/**
 * WeChat and Weibo emoticon codes and emoji, and what they say about a message: −1 (displeased) … 1 (pleased), 0 where people use it for
 * both. Counted, not guessed, where it surprises: [微笑] stood in 162 displeased messages for 38 pleased ones; 😂 says nothing.
 */
const valences: [number, string][] = [
  [1, '心 爱心 玫瑰 拥抱 示爱 爱你 亲亲 飞吻 强 鼓掌 胜利 给力 赞 中国赞 good 点赞 比心 耶 加油 送花花 鲜花 撒花 庆祝 爆竹 红包 礼物 蛋糕'],
  [0.8, '偷笑 呲牙 憨笑 愉快 色 调皮 得意 太开心 哈哈 嘻嘻 可爱 爱心眼 星星眼 花心 good 666 ok 握手 抱拳 跳跳 太阳 烟花 发 福 机智'],
  [0.8, 'smile grin joyful chuckle drool blush hug rose heart thumbsup ok victory clap salute love kiss party gift laugh worship yeah'],
  [0.3, '坏笑 酷 害羞 悠闲 嘿哈 旺柴 吃瓜 奸笑 阴险 doge 悄悄 转圈 咖啡 啤酒 笑哭 捂脸 破涕为笑 奋斗'],
  [-0.3, '惊讶 疑问 思考 费解 并不简单 尴尬 流汗 擦汗 冷汗 汗 黑线 嘘 闭嘴 发呆 睡 困 哈欠 打哈欠 crytolaugh'],
  [-0.6, '微笑 拜拜 再见 摊手 允悲 无语 翻白眼 白眼 裂开 苦涩 叹气 皱眉 社会社会 让我看看 哼 左哼哼 右哼哼 傲慢 sigh cracked bye'],
  [
    -0.9,
    '泪 流泪 大哭 快哭了 委屈 难过 失望 悲伤 伤心 心碎 可怜 生病 衰 凋谢 骷髅 晕 惊恐 抓狂 吓 糗大了 怄火 发抖 sob cry frown broken whimper sad',
  ],
  [-1, '怒 发怒 怒骂 咒骂 鄙视 弱 吐 便便 菜刀 刀 炸弹 敲打 差劲 拳头 no 打脸 angry scold weak thumbsdown puke poop toasted shame'],
]

/** WeChat's old codes, typed as signs: `/::)` is [微笑]. */
const signs: Record<string, string> = {
  '/::)': '微笑',
  '/::~': '惊讶',
  '/::B': '色',
  '/::|': '发呆',
  '/:8-)': '得意',
  '/::<': '流泪',
  '/::$': '害羞',
  '/::X': '闭嘴',
  '/::Z': '睡',
  "/::'(": '大哭',
  '/::-|': '尴尬',
  '/::@': '发怒',
  '/::P': '调皮',
  '/::D': '呲牙',
  '/::O': '惊讶',
  '/::(': '难过',
  '/::+': '酷',
  '/:--b': '冷汗',
  '/::Q': '抓狂',
  '/::T': '吐',
  '/:,@P': '偷笑',
  '/:,@-D': '愉快',
  '/::d': '白眼',
  '/:,@o': '傲慢',
  '/::L': '流汗',
  '/::>': '憨笑',
  '/:,@f': '奋斗',
  '/::-S': '咒骂',
  '/:?': '疑问',
  '/:,@x': '嘘',
  '/:,@@': '晕',
  '/:,@!': '衰',
  '/:!!!': '骷髅',
  '/:xx': '敲打',
  '/:bye': '再见',
  '/:wipe': '擦汗',
  '/:handclap': '鼓掌',
  '/:B-)': '坏笑',
  '/::-O': '哈欠',
  '/:>-|': '鄙视',
  '/:P-(': '委屈',
  "/::'|": '快哭了',
  '/:X-)': '阴险',
  '/::*': '亲亲',
  '/:8*': '可怜',
  '/:rose': '玫瑰',
  '/:fade': '凋谢',
  '/:showlove': '示爱',
  '/:heart': '爱心',
  '/:break': '心碎',
  '/:cake': '蛋糕',
  '/:bome': '炸弹',
  '/:shit': '便便',
  '/:sun': '太阳',
  '/:gift': '礼物',
  '/:hug': '拥抱',
  '/:strong': '强',
  '/:weak': '弱',
  '/:share': '握手',
  '/:v': '胜利',
  '/:@)': '抱拳',
  '/:bad': '差劲',
  '/:lvu': '爱你',
  '/:no': 'no',
  '/:ok': 'ok',
  '/:<L>': '飞吻',
  '/:jump': '跳跳',
  '/:shake': '发抖',
  '/:<O>': '怄火',
  '/:circle': '转圈',
}

const emoji: [number, string][] = [
  [1, '😀😃😄😁😊🙂😍🥰😘🤗🤩👍👏🙏💪🎉🎊❤💕💖💗💓💞💝💙💚💛🧡💜♥🌹💐🌸😋😎✨🥳💯👌✌😻🏆🎁⭐🌟🤝☺😇💋🍻🥂'],
  [0.3, '😆😅🤣😉😜😝😏🙈🤭😌😛🤪😺'],
  [-0.4, '🤔😐😑😶🙄😳😬🤨😴🥱😷🤒😵🙃😮😲🤷🤦'],
  [-0.9, '😢😭😞😔😟😕☹🙁😣😖😫😩🥺😰😨😱😥😓😪💔😿😧😦😯🤕'],
  [-1, '😡😠🤬👎💩😤🖕😒👿🤢🤮💢😾🤡☠💀'],
]

/** By folded name of a code. */
const byName = new Map(valences.flatMap(([valence, names]) => names.split(' ').map((name) => [name, valence] as const)))

/** By code point. Every emoji not listed counts as none. */
const byPoint = new Map(emoji.flatMap(([valence, all]) => [...all].map((one) => [one.codePointAt(0) ?? 0, valence] as const)))

const escaped = Object.keys(signs)
  .sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace(/[^\w\s/:]/g, '\\$&'))
const slashNames = [...byName.keys()].filter((name) => /^\p{Script=Han}{2,}$/u.test(name))
const codes = new RegExp(`\\[([^\\[\\]\\s]{1,12})\\]|(${escaped.join('|')})|/(${slashNames.join('|')})`, 'gi')

/** Names of codes in a text, in their order: `[微笑]`, `/::)` and `/微笑` are all 微笑; and the text without them. */
export function takeEmoticons(text: string): { names: string[]; rest: string } {
  if (!text.includes('[') && !text.includes('/')) return { names: [], rest: text }
  const names: string[] = []
  const rest = text.replace(codes, (code: string, name?: string, sign?: string, slashed?: string) => {
    const found = name ?? (sign ? nameOfSign(sign) : slashed) ?? code
    if (name && !byName.has(found.toLowerCase())) return code
    names.push(found.toLowerCase())
    return ' '
  })
  return { names, rest }
}

/** Case tells /::D (呲牙) from /::d (白眼); what was typed in another case is taken for the first that fits. */
function nameOfSign(sign: string): string | undefined {
  return signs[sign] ?? Object.entries(signs).find(([key]) => key.toLowerCase() === sign.toLowerCase())?.[1]
}

/** −1…1; 0 for a code nobody has an opinion about. */
export const valenceOfName = (name: string): number => byName.get(name) ?? 0

/** −1…1 for a code point of an emoji, undefined for anything else. */
export const valenceOfEmoji = (point: number): number | undefined => byPoint.get(point)
