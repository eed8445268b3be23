import type { Label } from '../../language/model.ts'
import type { Sample } from '../../language/training.ts'

/**
 * Opinions in short sentences of our own writing, over trades the public review sets do not cover: meals, rooms, journeys, deliveries, desks,
 * apps, films, clinics. They teach words of praise and blame, not the trade: every noun meets both.
 */
type Words = Record<Label, string>

const zhWords: Words = {
  positive:
    '很好|不错|挺好|很棒|非常棒|太棒了|很满意|非常满意|超级满意|很喜欢|特别喜欢|超喜欢|完美|给力|靠谱|很赞|超赞|点赞|值得|值得推荐|强烈推荐|物超所值|物美价廉|性价比高|实惠|划算|便宜又好|惊喜|超出预期|比想象中好|没得说|无可挑剔|没毛病|一如既往地好|好评|五星好评|会再来|下次还来|还会回购|回头客|很贴心|周到|热情|耐心|专业|细心|负责|友好|亲切|有礼貌|很快|很及时|迅速|高效|方便|省心|放心|干净|整洁|舒适|舒服|安静|宽敞|明亮|温馨|漂亮|好看|精致|精美|大气|有质感|做工好|质量好|结实|耐用|好用|实用|流畅|清晰|稳定|新鲜|美味|好吃|很香|入味|地道|正宗|分量足|口感好|鲜嫩|爽口|好喝|好玩|有趣|精彩|感人|好听|动人|经典|良心|真心不错|感谢|谢谢你们|辛苦了|帮了大忙|问题解决了|开心|高兴|幸福|爱了|太好了|厉害|优秀|棒棒哒|可以的|正品|包装严实|物流给力|效果好|见效|管用|显白|合身|柔软|透气',
  neutral:
    '一般般吧|还行|还可以|就那样|普普通通|中规中矩|马马虎虎|没什么感觉|和图片一样|跟以前一样|正常|说不上好坏|凑合|刚收到还没用|过几天再评价|先用用看|还没拆',
  negative:
    '很差|太差了|极差|差劲|差评|垃圾|太垃圾|糟糕|糟透了|失望|很失望|太失望了|非常不满意|不满意|不好|不好用|不怎么样|不行|不推荐|不会再来|再也不来了|再也不买了|不会再买|后悔|后悔死了|上当|上当了|被骗|骗人|骗子|坑人|坑爹|黑店|黑心|宰客|欺骗消费者|虚假宣传|假货|假的|盗版|二手货|残次品|次品|质量差|做工粗糙|粗糙|破损|破了|坏了|坏的|漏水|开裂|掉色|褪色|起球|缩水|有异味|刺鼻|味道难闻|很臭|发霉|变质|过期|不新鲜|烂了|坏果|难吃|很难吃|难以下咽|太咸|油腻|又硬又冷|分量少|难喝|贵|太贵|死贵|不值|不值这个价|性价比低|浪费钱|浪费时间|浪费|肮脏|很脏|脏乱差|有蟑螂|有虫子|潮湿|破旧|陈旧|吵|太吵|隔音差|拥挤|狭小|态度差|态度恶劣|服务差|爱理不理|不耐烦|冷漠|没礼貌|粗鲁|骂人|推卸责任|踢皮球|敷衍|没人管|没人理|不回复|联系不上|打不通|拖延|太慢|慢得要死|等了很久|等了一个小时|迟到|不守时|不专业|不负责|乱收费|偷工减料|发错货|漏发|少发|缺斤少两|不给退|拒绝退款|不退钱|卡顿|死机|闪退|经常断线|发热严重|不准|没效果|没用|一点用都没有|过敏了|烂片|无聊|无趣|看睡着了|剧情拖沓|演技尴尬|恶心|气死了|生气|愤怒|无语|心寒|郁闷|烦死了|投诉|要投诉|忍无可忍|太过分|受不了|崩溃|坑|烂|差|恶劣|忽悠|糊弄|店大欺客|千万别买|大家别上当|慎入|避雷|踩雷|退货',
}
const zhNouns =
  '味道 服务 环境 房间 前台 菜品 外卖 包装 物流 快递 客服 商家 老板 店员 司机 师傅 医生 老师 课程 软件 界面 系统 画面 剧情 演员 音效 质量 材质 颜色 尺寸 电池 屏幕 声音 手感 效果 价格 位置 早餐 卫生 床 空调 网络 餐厅 火锅 奶茶 蛋糕 景区 门票 航班 酒店 民宿 导游 司机师傅 售后 发货速度 送餐 骑手 安装 配件 说明书 鞋子 裤子 面料 香味 眼霜 奶粉 玩具 车子 油耗 内饰 空间 保险 理赔 健身房 教练 理发师 技师 手艺 体验 整体 东西 这家店 这次购物 这个产品'.split(
    ' ',
  )
const zhFrames = [
  '{n}{w}',
  '{n}真的{w}',
  '{n}{w}，{v}',
  '{w}',
  '{w}！',
  '总体来说{w}',
  '{n}感觉{w}',
  '说实话{n}{w}',
  '朋友都说{n}{w}',
  '第二次来了，{n}{w}',
  '{n}{w}！！！',
  '买之前犹豫，{n}{w}',
]

const enWords: Words = {
  positive:
    'good|great|excellent|amazing|awesome|fantastic|wonderful|perfect|superb|outstanding|brilliant|lovely|nice|delightful|incredible|terrific|fabulous|phenomenal|top notch|first rate|spot on|impressive|stunning|gorgeous|beautiful|comfortable|cozy|clean|spotless|spacious|quiet|friendly|helpful|polite|courteous|attentive|welcoming|professional|knowledgeable|responsive|patient|prompt|quick|fast|efficient|reliable|sturdy|durable|well made|solid|smooth|easy to use|intuitive|handy|convenient|affordable|reasonable|reasonably priced|good value|worth every penny|worth the money|delicious|tasty|flavorful|yummy|fresh|juicy|tender|crispy|mouth watering|authentic|generous|charming|entertaining|funny|hilarious|touching|moving|gripping|captivating|thrilling|refreshing|memorable|a gem|a masterpiece|a bargain|the best|my favorite|highly recommended|recommended|better than expected|exceeded my expectations|as described|works like a charm|works perfectly|works great|a joy|a pleasure|flawless|stellar|classy|accurate|lightweight|powerful|crisp|vivid|soft|warm|elegant|stylish|cute|fun|happy|pleased|satisfied|thrilled|delighted|impressed|loved it|love it|enjoyed it|can not fault it|will definitely be back|would buy again|five stars|thank you so much|thanks for the quick help|solved my problem|saved my day|could not be happier|exactly what I needed',
  neutral:
    'okay|ok|average|fine I guess|so so|nothing special either way|as expected|the usual|neither good nor bad|the same as before|standard|still unopened|not tested yet|just delivered|medium sized',
  negative:
    'bad|terrible|awful|horrible|disgusting|dreadful|poor|very poor|lousy|pathetic|appalling|atrocious|unacceptable|disappointing|mediocre|subpar|below average|useless|worthless|pointless|a joke|a scam|a rip off|a waste of money|a waste of time|waste of money|overpriced|too expensive|not worth it|not worth the money|not good|not great|not recommended|not impressed|not happy|not working|broken|defective|faulty|damaged|cracked|flimsy|cheaply made|poorly made|cheap plastic|falling apart|stopped working|died after a week|does not work|did not work|never worked|never arrived|arrived late|late|slow|painfully slow|sluggish|laggy|buggy|keeps crashing|crashes constantly|freezes|unreliable|unusable|confusing|misleading|false advertising|fake|counterfeit|dirty|filthy|smelly|stinky|moldy|stained|noisy|loud|cramped|run down|outdated|uncomfortable|rude|unfriendly|unhelpful|dismissive|arrogant|incompetent|unprofessional|careless|disrespectful|ignored us|hung up on me|no response|nobody answers|cold|bland|tasteless|flavorless|stale|soggy|greasy|overcooked|undercooked|burnt|dry|salty|inedible|gross|made me sick|food poisoning|boring|dull|tedious|predictable|lame|silly|a mess|a disaster|a nightmare|the worst|worst ever|garbage|trash|junk|crap|rubbish|sucks|hate it|hated it|regret buying|regret it|avoid|stay away|do not buy|never again|never going back|will not be back|would not recommend|want my money back|demand a refund|returned it|sent it back|one star|zero stars|angry|furious|frustrated|frustrating|annoying|annoyed|disappointed|upset|ridiculous|outrageous|shameful|fed up|lied to|cheated|overcharged|uncomfortable|painful|leaking|leaks|scratched|too small and stiff|torn|fell apart|let down|underwhelming|forgettable|wooden|clumsy',
}
const enNouns =
  'food|service|room|staff|waiter|hotel|breakfast|location|bed|bathroom|pizza|coffee|burger|sushi|dessert|restaurant|place|atmosphere|app|update|interface|support|customer service|delivery|driver|packaging|quality|battery|screen|sound|camera|fabric|fit|price|value|movie|film|plot|acting|script|ending|book|story|characters|album|song|game|graphics|doctor|dentist|nurse|salon|haircut|mechanic|repair|gym|class|teacher|flight|airline|seat|tour|guide|beach|pool|product|purchase|phone|headset|case|cable|charger|blender|vacuum|shoes|dress|jacket|toy|experience|company|store|website|return process'.split(
    '|',
  )
const enFrames = [
  'The {n} was {w}.',
  'the {n} is {w}',
  '{w}',
  '{w}!',
  'So {w}',
  'really {w} {n}',
  'I found the {n} {w}',
  'Overall {w}.',
  'The {n} was {w} and the {m} was {v}.',
  'We thought the {n} was {w}.',
  'My {n}: {w}!!!',
  'Honestly, {w}. {n} and {m} alike.',
]

/** Turned round by a word before it or after: what a single word cannot tell. */
const turned: [string, Label][] = [
  ['not {p}', 'negative'],
  ['not {p} at all', 'negative'],
  ["isn't {p}", 'negative'],
  ["wasn't very {p}", 'negative'],
  ['far from {p}', 'negative'],
  ['I expected {p}, but it was {x}', 'negative'],
  ['supposed to be {p} but {x}', 'negative'],
  ['looks {p} but {x}', 'negative'],
  ['was {x} at first, but now {p}', 'positive'],
  ['never {x}, always {p}', 'positive'],
  ['nothing {x} about it, {p}', 'positive'],
]
const zhTurned: [string, Label][] = [
  ['本来以为{p}，结果{x}', 'negative'],
  ['看着{p}，其实{x}', 'negative'],
  ['以前{p}，现在{x}', 'negative'],
  ['除了{p}，其他都{x}', 'negative'],
  ['说好的{p}呢？{x}', 'negative'],
  ['本来担心{x}，没想到{p}', 'positive'],
  ['别人说{x}，我觉得{p}', 'positive'],
  ['虽然贵了点，但是{p}', 'positive'],
  ['没有{x}，{p}', 'positive'],
]

/** Always the same samples in the same order. */
export function opinions(): Sample[] {
  const samples = [
    ...framed(zhWords, zhFrames, zhNouns, 'opinions/zh'),
    ...framed(enWords, enFrames, enNouns, 'opinions/en'),
    ...turnings(zhTurned, zhWords, 'opinions/zh'),
    ...turnings(turned, enWords, 'opinions/en'),
  ]
  return samples.map((sample) => ({ ...sample, weight: 3 }))
}

function framed(words: Words, frames: string[], nouns: string[], domain: string): Sample[] {
  return (Object.keys(words) as Label[]).flatMap((label) => {
    const all = words[label].split('|')
    const texts = all.flatMap((word, at) =>
      frames.map((frame, turn) =>
        frame
          .replace('{w}', word)
          .replace('{v}', pick(all, at * 5 + turn + 1))
          .replace('{n}', pick(nouns, at * 7 + turn * 11))
          .replace('{m}', pick(nouns, at * 3 + turn * 5 + 2)),
      ),
    )
    return texts.map((text) => ({ text, label, domain }))
  })
}

function turnings(frames: [string, Label][], words: Words, domain: string): Sample[] {
  const good = words.positive.split('|')
  const bad = words.negative.split('|')
  return frames.flatMap(([frame, label], turn) =>
    Array.from({ length: 40 }, (_, at) => ({
      text: frame.replace('{p}', pick(good, at * 3 + turn)).replace('{x}', pick(bad, at * 7 + turn)),
      label,
      domain,
    })),
  )
}

const pick = (all: string[], at: number): string => all[at % all.length] ?? ''
