import type { Label } from '../../language/model.ts'
import type { Sample } from '../../language/training.ts'

/** Short messages of our own writing, as customers type them to a service desk: phrases parted by `|`. */
const remarks: Record<string, Record<Label, string>> = {
  zh: {
    positive: `真的很好用，谢谢你们|效果比预期好太多了|客服秒回，赞一个|你家东西我放心|已经推荐给同事了|吃完还想再来|小哥送得真快|做工没得挑|孩子特别喜欢|老公说好看|质量杠杠的|服务到位|很棒的一次体验|以后就认准你们了
      |挺好的，会再买|收到了很喜欢|颜色正，不掉色|穿着很舒服|包装很用心，还送了小礼物|问题解决了，太感谢|你们办事真利索|谢谢你的耐心解答，很满意|退款秒到，良心商家|师傅手艺好，收费合理|房间又大又亮|早餐丰盛|风景美得不想走
      |教练很负责，学到很多|看病不用排队，很方便|软件越来越好用了|这本书让我受益匪浅|剧情紧凑，演技在线|电池很耐用，一天一充足够|拍照清晰，夜景也不错|运行流畅，一点不卡|味道鲜美，价格公道|环境安静，适合办公|老板实在，分量很足
      |好评好评|满意满意|开心，终于买到了|心情都变好了|谢谢关心，已经好多了|太感动了，你们还记得我生日|没想到这么快|惊喜不断|祝生意兴隆|爱了|绝了，太好吃|奶茶好喝到爆|果子又甜又脆|肉质鲜嫩多汁|衣服版型很正显瘦|面膜补水效果好|买对了|一百分|优秀|强烈安利
      |物流服务都很好|很贴心的设计|声音清脆好听|手感一流|大品牌就是不一样|妈妈用了说好|比实体店便宜还好|安装师傅干净利落|沟通顺畅|讲解详细|值得信赖|完全没有异味|洗得很干净|睡得很香|没有任何问题|挑不出毛病|不贵，很值|一点也不后悔|不错不错，下次还来`,
    neutral: `东西还没收到|我先看看|麻烦你了，帮我查一下|谢谢，我再问问|好的谢谢|我明天去店里看|已经提交了申请|申请被退回了，要补什么材料|刚才打电话没接到|我的会员到期了|需要身份证吗|换一个颜色可以吗|东西寄到公司|退货单填好了
      |收到短信了，接下来怎么做|手机号换了|要开增值税发票|卡里余额不够了|订单取消了，钱退到哪里|没有看到优惠券|系统提示要升级|打不开链接|视频怎么下载|孩子三岁能用吗|一共几件|我填的是旧地址|能晚点送吗|客服几点下班|是今天发还是明天发|你们支持货到付款吗
      |我想投诉建议在哪里填|差价怎么退|坏了在保修期内怎么办|退款申请在哪点|物流显示异常是什么意思|为什么要收手续费|扣了两次款，帮忙看看|不能登录了，帮我处理一下|丢件了怎么赔付|少发了一件，麻烦补寄|尺码不合适怎么换|迟到了还能进场吗|逾期一天有影响吗|账号被冻结怎么解冻`,
    negative: `太慢了，等得烦死|东西一般，不值这个钱|差到极点|不想说什么了，失望|客服就会说抱歉，什么都解决不了|又坏了，修了三次|钱都扣了货还没影|你们到底管不管|能不能靠谱点|敷衍谁呢|拖拖拉拉半个月|电话永远占线|骗钱的吧|再也不信了|质量堪忧|一股塑料味，熏得头疼|屏幕有划痕，明显是旧的
      |用了过敏，脸都肿了|吃坏肚子了|菜里有虫，恶心|服务员翻白眼|排队两小时，进去五分钟|空调不制冷还吵|被子潮乎乎的|隔壁吵了一夜|课程跟宣传的完全不一样|教练总是迟到|广告满天飞，烦|更新以后更难用了|一直转圈打不开，气人|电池掉电飞快|拍照糊成一团|卡得要命|音质刺耳|线头一大堆，做工太差|穿一次就起球
      |鞋底都开胶了|鞋子磨脚，疼死了|水果烂了一半|肉都臭了|包装破烂，汤洒一地|送错地方还怪我|快递扔门口就走，丢了算谁的|说退不退，耍人玩|态度冷冰冰的|张口就骂人|凭什么扣我钱|不退钱就曝光|投诉也没人理|什么垃圾服务|一星都嫌多|坑死人不偿命|千万别来|后悔买了|白花钱|浪费感情|无良商家
      |良心被狗吃了|辣鸡|心累|真让人生气|我很不开心|太让我寒心了|没见过这么差的|越想越气|假的，别信|毫无诚意|不专业，乱讲一通|不如不买|没有说的那么好|一点都不好吃|根本不管用|完全不能用|不会再有第二次|没有一次顺利的|不值得，大家别买`,
  },
  en: {
    positive: `works like it should, very happy|love the new design|you guys are fantastic|quick reply and a real solution, thank you|my wife loves it|best purchase this year|so tasty, we licked the plates|the crew was kind and funny|super comfy shoes|that was easy, thanks a lot|great job everyone|cheers, that did the trick
      |so much better than my old one|clean rooms and a great breakfast|what a lovely evening|the kids had a blast|worth the trip|excellent service as always|it looks even better in person|I am really pleased with it|big thumbs up|the sound is incredible|so happy with my new glasses|can't recommend them enough|they really care about their guests
      |beautiful photos, amazing talent|this made my week|proud to be a customer|can't wait to come back|solid build, nice finish|a delight from start to finish|good food, good prices|the best team I've worked with|smart, funny and touching|such a great song|congrats to the winners, well deserved|happy friday everyone|what a game, brilliant finish
      |excited for tomorrow's concert|I can't stop smiling|feeling blessed today|love you all|finally a company that listens|no problems so far, runs great|not a single complaint|never had better|never disappoints|couldn't ask for more|hands down my favorite cafe|easy to install and looks sharp|exactly as pictured and arrived early|kept us informed the whole time
      |sweet people, fair price|the nurse made me feel at ease|highly skilled mechanic, honest too|smells wonderful|my skin feels so soft|the view took my breath away|a page turner|I was hooked from the first minute|heartwarming and beautifully acted|perfect gift|glad I found this place|well worth the wait|good stuff|nice one|brilliant, cheers`,
    neutral: `my parcel is at the depot|I need a copy of the contract|the meeting is on Thursday|they open at nine tomorrow|the game starts at 8 pm|watching the news on channel 4|new phone out on the 12th|see you on Monday|just landed in Boston|the president speaks tonight|going to the store, need anything|the update is 2 GB|tickets go on sale Friday
      |who is playing on Sunday|I may go to the concert on Saturday|is this the right number|my contract ends in March|I moved to a new flat|I have two accounts|the invoice says 40 euros|it came with a cable|we have a booking for six|I used the same card as before|please send it to my office|the order contains three items|our company is based in Leeds
      |thanks, what do I do next|thanks, and how do I cancel it|sorry, wrong chat|sorry, I meant the blue one|the payment failed, can I try again|my account is locked, how do I open it|I received the wrong item, how do I exchange it|the refund is not showing in my account, how long does it take|the transfer has not arrived yet, is that normal|why do I have to verify my identity
      |I think someone used my card, what should I do|my card has not arrived, when will it come|my top up failed, why|what is this fee for`,
    negative: `took forever to load|this thing is a piece of junk|nobody cares about customers here|such bad service, wow|it died on me after two weeks|my food was cold again|worst flight of my life|the room stank of smoke|I want to cancel, this is hopeless|you keep giving me the same useless answer|I am sick of waiting|so annoyed right now|the zipper broke on day one
      |they lost my booking and laughed|thanks for ruining my weekend|great, it broke again|oh wonderful, another delay|can't believe how bad this was|I'm done with this company|the screen flickers all the time|bed bugs, enough said|tiny portions, crazy prices|the sauce tasted like water|staff could not care less|he hung up on me|overcooked steak and warm beer
      |it hurts my feet|broke my skin out|the plot drags on and on|I walked out after an hour|not funny, not clever, not worth it|lazy writing and bad jokes|a total letdown|nothing works in this app|ads everywhere, uninstalling|keeps logging me out|battery drains in an hour|never received it and no reply|sent me the wrong one twice|refuses to give my money back
      |beware, they are thieves|sneaky fees everywhere|liars|shame on them|what a waste|cheap and nasty|fell apart in the wash|missing parts, missing instructions|the smell makes me ill|dangerous product, it sparked|my baby got a rash|I feel cheated|I hate this so much|this makes me sad|so tired of this|worst day ever|my heart is broken|RIP, so sad|I can't stand him|this is why nobody trusts them
      |horrible news today|traffic is killing me|so sick and can't sleep|not what I paid for|not even close to what was promised|no help at all|no one ever answers|won't be coming back|would not wish this on anyone|doesn't do what it says|didn't last a month|isn't worth half the price|less than impressed|could have been so much better`,
  },
}

/** Always the same samples in the same order. */
export function shortRemarks(): Sample[] {
  return Object.entries(remarks).flatMap(([language, byLabel]) =>
    (Object.entries(byLabel) as [Label, string][]).flatMap(([label, all]) =>
      all.split('|').map((text) => ({ text: text.trim(), label, domain: `remarks/${language}`, weight: 6 })),
    ),
  )
}
