import type { Label } from '../../language/model.ts'
import type { Sample } from '../../language/training.ts'
import { fillEach } from './patterns.ts'

/**
 * Courtesies of our own writing: refusals, reassurances, apologies and requests for an offer that are made of the words people complain with
 * (不用, 没有, no, sorry, problem), short and as mails with greeting and signature; and complaints in the same dress, so that the dress tells
 * nothing. Without them a polite “not needed” is taken for displeasure.
 */
type Bank = { patterns: Record<Label, string[]>; slots: Record<string, string[]>; mail: Mail }
type Mail = { greetings: string[]; sentences: Record<'neutral' | 'negative', string[]>; closings: string[] }

const list = (words: string): string[] => words.split('|').map((word) => word.trim())

const zh: Bank = {
  patterns: {
    neutral:
      list(`{no}，{after}|{no}{end}|{no}，{thanks}|好的，{no}|{thanks}，{no}|{no}，{no}|您好，{no}，{after}|{after}，{no}|嗯嗯，{no}，{thanks}|哈哈{no}|我这边{no}，{after}
      |{sorry}，{ask}|{sorry}，{ask}，{thanks}|{ask}，{no}|请问{ask}|{sorry}，{slip}，{ask}|{slip}，{ask}|{slip}，{no}|{sorry}，{slip}
      |如果{not}，{fallback}|要是{not}的话，{fallback}|{ask}，{not}的话{fallback}|万一{not}，{ask}|{not}也没关系，{fallback}|{not}也可以，{thanks}
      |{offer}|{sorry}，{offer}|您好，{offer}，{thanks}|{offer}，{not}也没关系|{offer}，{no}|{offer}，{wish}|{wish}|{wish}，{thanks}|{wish}，{no}
      |怕{fear}，{ask}|会不会{fear}啊|担心{fear}，想问问{ask}|{nothing}，{but}|{sorry}，{nothing}，{but}|{nothing}，{but}，{ask}|{but}，{nothing}|{but}，{no}|{sorry}，{but}|{absent}，{so}|{sorry}，{absent}，{so}|{absent}，{so}，{thanks}|{absent}，{ask}|{report}|{report}，{resolve}|你好，{report}，{resolve}|您好，{report}，{number}|{report}。{resolve}？{thanks}|{sorry}，{report}，{resolve}|{report}，{no}|{resolve}|{report}，{after}|不会{fear}吧，{ask}|{fear}的话，{ask}`),
    positive: list(
      `{no}，{praise}|{praise}，{no}|{praise}，{thanks}|没想到{praise}|{no}，{praise}，{thanks}|{praise}，没有什么不满意的|没有让人失望，{praise}|{praise}，辛苦了`,
    ),
    negative:
      list(`{nomore}，{anger}|{anger}，{nomore}|{anger}|您好，{anger}|没有一个人{help}|没有一次{help}|从来没{help}过|根本不{help}|{anger}，没有人{help}|{wait}了，到底什么时候{do}|{wait}了还不{do}|到底什么时候才能{do}|{report}，{wait}了|{report}，{rhetoric}|{report}，{anger}|你好，{wait}了，{report}，{rhetoric}|{thanks}，{ironic}|说没有问题，结果{anger}|还说没关系，{anger}|{sorry}有什么用，{anger}|不好意思，{anger}
      |{anger}，{anger}|请问你们{rhetoric}|{rhetoric}，{anger}|{anger}，{rhetoric}`),
  },
  slots: {
    no: list(
      '不用了|不用|不需要|不必了|暂时不用|先不用了|不用麻烦了|没事|没事的|没事儿|没关系|没关系的|没有关系|没有问题|没问题|没问题的|没有别的问题了|问题不大|不要紧|不着急|不急|不赶时间|无所谓|不客气|不用谢|别客气|您别客气|不麻烦|不打紧|不碍事|没什么|没什么事|没别的了|没有了|不用管它|不用退|不用换|不用寄了|不用特意送|不用打电话|不用回|不用等我|别担心|别着急|不用担心|没错|没有异议|没有要改的|不用改|不必客气|不用那么多|不要了|不要袋子|不加糖|不要葱|不用开票|不用预约也行|不用道歉|不怪你们|不是你们的问题|不耽误|不影响|没有其他要求|没什么要求|没意见|不用拆开|不用再确认',
    ),
    end: list('|。|～|哈|啦|的|哦|呢|！|[愉快]|👌'),
    after: list(
      '您先忙|我自己来就行|下次再说吧|慢慢来|明天也行|改天再约|我再考虑考虑|等你们消息|您看着安排|随时联系|就这样定吧|先这样|我去店里拿|我已经找到了|我已经弄好了|按原来的就行|有需要再联系|放前台就好|发我微信就行|周末再说|谁都会忙|能理解|我等着|等有货再说|帮我留着就好|我有空再来|照旧就行|直接发吧|晚点也行|我们不赶|什么时候都可以|有的话告诉我一声|您费心了|麻烦您了|您忙完再回|到了跟我说一声',
    ),
    thanks: list('谢谢|谢谢您|多谢|感谢|谢谢啦|谢谢你|麻烦您了|辛苦了|谢了|非常感谢'),
    sorry: list('不好意思|抱歉|打扰了|不好意思打扰一下|麻烦问一下|抱歉打扰|对不起|不好意思再问一句|冒昧问一下|不好意思这么晚|抱歉回复晚了'),
    ask: list(
      '{thing}能改吗|可以再发一次{thing}吗|{thing}怎么收费|还有{goods}吗|{goods}能退吗|{goods}保修多久|{goods}怎么用|几点关门|周末有人吗|能开发票吗|可以晚点{do}吗|最晚什么时候{do}|能不能帮我{do}|在哪里{do}|需要带什么材料|能不能便宜一点|多少起订|可以货到付款吗|{goods}坏了能修吗|{thing}丢了怎么补|过期了还能{do}吗|不{do}会怎么样|没有{thing}也能{do}吗|要不要另外付钱|孩子能用吗|怎么{do}比较好|哪个更合适|有没有别的颜色|能送到外地吗|您什么时候方便|应该找谁{do}|可以给个建议吗|{goods}不用的时候怎么放',
    ),
    thing: list(
      '订单|发票|验证码|快递单号|合同|收据|会员卡|地址|电话|预约|密码|说明书|钥匙|押金条|优惠券|报告|资料|邮件|申请表|定金|尾款|凭证|身份证|保修卡',
    ),
    goods: list(
      '茶具|杯子|桌子|椅子|打印机|洗衣机|耳机|手机|键盘|鞋子|外套|礼盒|蛋糕|水果|窗帘|沙发|净水器|台灯|自行车|行李箱|毛巾|锅|被子|眼镜|相机|教材|门票|样品',
    ),
    do: list('取|付款|取消|预约|报名|换|寄|安装|登记|续费|确认|改时间|下单|签收|办理|激活|退|提货|注册|打印'),
    slip: list(
      '我{thing}忘带了|我把{thing}弄丢了|{thing}填错了|{goods}摔了一下|我没看懂{thing}|我不太会{do}|我不知道怎么{do}|还没收到{thing}|{thing}没有找到|我记错时间了|刚才没听到电话|没看到您的消息|打错字了|发错人了|我搞混了|我不记得{thing}了|我这周没空{do}|今天来不及{do}了|{thing}打不开|我不懂这个|第一次{do}不太熟|{thing}过期了|{thing}不小心删了|家里没人|我感冒了去不了|路上有点堵|我算错了数量|{goods}买大了一号',
    ),
    not: list(
      '没有{goods}|不行|不方便|不合适|没有现货|来不及|没有{thing}|不能{do}|颜色不对|不够|太麻烦|不支持|没有那么多|不包邮|时间不对|太贵|已经发出|没货|尺寸不对|您不在|不满起订量|不能改|没人|下雨',
    ),
    fallback: list(
      '换个颜色也可以|就算了|我再看看|那就下周吧|我自己{do}|再等等也行|先放着|麻烦提前说一声|就按原来的|我们可以调整|能不能{do}|退掉可以吗|分批也行|请告诉我|我改天再来|那就先不{do}|您再通知我|我问问别家|改成别的{goods}也行|电话联系我就好|不用勉强',
    ),
    offer: list(
      '想询个价，{n}{goods}|麻烦报个价，{goods}{n}|{goods}{n}，请报价|请问{goods}批发什么价|能发一份{goods}的报价单吗|我们想采购{n}{goods}，请提供报价|{goods}大概多少钱，{n}|需要{n}{goods}，含税含运多少|{n}{goods}有没有折扣|请贵公司报一下{goods}的价格和交期|询价：{goods}，{n}|{goods}有没有样品，费用怎么算|想了解一下{goods}的价格|我司需要{goods}，请问起订量是多少|{n}{goods}，年底前能交货吗',
    ),
    n: list('一百件|五十个|二十套|三百份|十箱|两台|六十套|一千个|四十盒|八件|十五个|两百套'),
    wish: list(
      '不用包装|不要辣|不放香菜|不要冰|请不要按门铃|别放快递柜|不要周一送|请别打座机|不要带logo|不住一楼|不吃牛肉|对花生过敏|一位不能吃海鲜|不用楼层太高|不要隔断|请勿折叠|麻烦别压着|不要现金|不含早餐的就行|不需要发票|不用上楼|不要红色的|不住靠马路的房间|别太甜|少放油|不要太硬的',
    ),
    report: list(
      '我{when}下的单还没有发货|{goods}还没有收到|页面显示待出库|物流两天没更新了|收到的{goods}有一道裂纹|{goods}少了一个配件|{goods}颜色发错了|{goods}的盖子有点松|包装没有破损，里面有划痕|退款还没有到账|{thing}一直显示审核中|订单还是待付款|师傅还没有联系我|{goods}开不了机|尺寸发错了|外箱没有问题，可能出厂前就有的|{goods}用着有点响|快递显示签收，家里没有人收到|{when}买的{goods}洗了有点缩水|{thing}上的名字写错了',
    ),
    nothing: list(
      '不是质量问题|不是坏了|不是投诉|不是想退款|不是催您|不是不满意|不是你们的错|不是嫌贵|没有别的意思|没有怪您的意思|不是故障|不是要退货|不是商品的问题|没有不好|不是大毛病|不是不想要',
    ),
    but: list(
      '是我买大了一号|是我点错了按钮|是我看错了|是我没讲清楚|只是问问|只是想换个颜色|就是想确认一下|是我家里有事|多买了一个|是我记错日子了|主要是尺寸不太合适|想换小一号的|只是提醒一下|是我自己弄坏的|我们改主意了|计划有变|是我操作不对吧|想换个时间',
    ),
    absent: list(
      '孩子发烧了|孩子咳嗽|我有点感冒|老人住院了|家里停电|车子坏在路上|我扭伤了脚|今天头疼|这周要加班|家里有急事|牙疼|航班取消了|那天要出差|临时有会|肚子不太舒服|嗓子疼说不出话|外面雨太大',
    ),
    so: list(
      '今天不去上课了|想请一天假|预约能改到下周吗|明天去不了了|想晚点再去|麻烦帮我取消|能改成线上吗|等好了再约|房间能留到明天吗|能不能提前一天|请帮我改签|体检先不做了|今天就不练了',
    ),
    when: list('昨天|三号|上周五|月初|前天|二十号|周一|上个月'),
    number: list('订单号 20261003-11|单号是 88213|会员号 5501|手机尾号 4417'),
    resolve: list(
      '可以补发一个吗|能换一个吗|麻烦帮我查一下|能帮我催一下吗|请问怎么处理|照片在附件里|需要我寄回去吗|可以退差价吗|麻烦看看|请问大概什么时候能到|应该找谁|能帮忙问问仓库吗|请问正常吗',
    ),
    wait: list('已经等了三天|等了一个星期|催了五遍|都拖了半个月|说了三次|等到现在|打了八个电话|都快一个月'),
    fear: list(
      '太大|太甜|掉色|不够用|不安全|太吵|赶不上|洗坏|摔坏|放不下|过敏|太重|生锈|味道太重|迟到|下雨|弄丢|漏水|不合适|买错|烫手|堵车|伤皮肤|来不及',
    ),
    praise: list(
      '上次买的很好|用着不错|孩子很喜欢|师傅很细心|到得真快|味道很好|你们一直很靠谱|服务很周到|质量一如既往的好|讲得很清楚|帮了我大忙|比想象中好|大家都说好|做得很漂亮|安装得很好|真周到',
    ),
    nomore: list(
      '不用再说了|不用解释|不用道歉了|不要再打电话来|别再骗我|别找借口|没必要再谈|不用你们管了|不想再等了|没什么好说的|别跟我说没问题|别敷衍我|不用换了，直接退|不买了|不会再来|没得商量',
    ),
    anger: list(
      '我要退款|{goods}是坏的|{goods}刚用就坏了|{goods}一股怪味|{goods}漏水，客服不管|等了半个月没人理|每次都要催，烦透了|态度恶劣|太失望了|气死我了|我非常不满意|{goods}质量太差|收到的{goods}是碎的|跟描述的完全不一样|扣了钱不发货|骗人|打了六次电话没人接|约好了不来|地板被弄坏了没人赔|互相推诿|再也不相信你们|浪费我的时间|耽误了我的事|我要投诉|一点用都没有|难吃得咽不下去|越修越坏|太过分了|实在无法接受|后悔买了{goods}|还骂人|系统天天崩，没法干活|说了不要辣偏放辣|把衣服洗坏了还赖账|问什么都不知道|临时加价，不地道|让人心寒|买来的是次品|客服就是摆设|忍了很久|不会再续费|忽悠人|糊弄谁呢|太欺负人了|没见过这么不负责的|做事不靠谱|拖拖拉拉没个准话|菜里有虫子，恶心|被你们害惨了|白等一下午|排队两小时，服务五分钟|越来越差劲|一塌糊涂|不像话|卡得没法用|三天两头出问题|踢皮球|言而无信|黑心商家|头发都吃出来了|皮肤过敏了没人管|动不动断网|无故取消也不通知|文件全丢了|真是服了',
    ),
    help: list('回复我|给我解决|准时到|管过|兑现承诺|说清楚|接电话|道歉|处理|说实话|当回事'),
    ironic: list('你们真会耽误人|被你们坑惨了|害我白跑一趟|我的生日全毁了|真是长见识了，这么烂的服务|让我全家饿着肚子等'),
    rhetoric: list(
      '到底管不管|还要我等多久|是在耍我吗|凭什么扣我的钱|就是这么做生意的|良心呢|什么时候才肯退钱|当顾客是傻子吗|还有没有人负责|什么意思',
    ),
  },
  mail: {
    greetings: list(
      '您好：|您好，|你好，|客服您好，|尊敬的客服：|经理您好：|各位好：|老师您好，|店家你好：|贵公司您好：|打扰了，您好：|尊敬的负责人：',
    ),
    sentences: {
      neutral:
        list(`{offer}。|我们是一家小店，{offer}。|{ask}？|想咨询一下，{ask}？|另外，{ask}？|{no}，{after}。|如果{not}，{fallback}。|如{not}，请提前告知。|{slip}，{ask}？|附件是{thing}，请查收。|{thing}已经收到，没有问题。|{wish}。|{thanks}上次的帮忙，{goods}没有出现问题。|不急，这周内回复即可。|{report}。|{report}，{resolve}？|{resolve}？|麻烦您确认一下{thing}。
        |{goods}的颜色没有变化吧？|我担心{fear}，所以先问问。|家里商量了一下，还是不换了。|{thing}不用再寄，电子版就行。|不知道现在还能不能{do}。|我们没有别的要求，{wish}。|不好意思，给您添麻烦了。|如有遗漏，请随时联系我。|请问最晚哪天{do}？|我不是很清楚怎么{do}，请指点。|{goods}用了三年没有坏过，这次想再买一个。|原来的{thing}作废，以这份为准。|我们大概有二十个人，一位不能吃辣。`),
      negative:
        list(`{anger}。|到现在{anger}。|这已经是第三次了，{anger}。|我对你们的服务非常不满意。|{anger}，希望你们重视。|请今天之内答复，否则我会投诉。|{anger}，必须赔偿。|客服说没有问题，可是{anger}。|没有一个人{help}。|这样的{goods}让人无法接受。|花了这么多钱买来一堆麻烦，太失望了。|打了很多次电话，一直没有人{help}。
        |{rhetoric}？|我要求全额退款。|你们的承诺没有一次兑现。|家里老人孩子都受罪，我很生气。|做生意不能没有诚信。|体验非常糟糕。`),
    },
    closings: list(
      '谢谢！|此致 敬礼|祝好|盼复，谢谢。|期待您的回复。|麻烦您了。|顺祝商祺|祝工作顺利！|多谢，小王|采购部|李先生|行政部|一位顾客',
    ),
  },
}

const en: Bank = {
  patterns: {
    neutral:
      list(`{no}|{no}, {after}|{no}, {thanks}|{thanks}, {no}|{no}. {ask}?|{after}, {no}|hi, {no}|ok, {no}, {after}|{sorry}, {ask}?|{sorry}, {slip}. {ask}?|{slip}, {ask}?|{slip}|{sorry}, {slip}|{slip}, {no}|{ask}?|{ask}? {no}
      |If {not}, {fallback}|{ask}? If {not}, {fallback}|if {not}, {fallback}, {thanks}|what if {not}?|what happens if {not}?|would it be a problem if {not}?|is it a problem if {not}|do you mind if {not}?|I don't mind if {not}
      |{offer}|{offer}, {thanks}|{sorry}, {offer}|Hello, {offer}|{offer}. {no}|{offer}. {wish}|{wish}|{wish}, {thanks}|{wish}. {no}|I'm afraid {not}, {ask}?|unfortunately {not}, {ask}?|I was worried about {fear}, {ask}?|is there a risk of {fear}?|how do I avoid {fear}|{nothing}, {but}|{sorry}, {nothing}, {but}|{nothing}. {but}, {ask}?|{but}, {nothing}|{but}, {no}|{sorry}, {but}|{absent}, {so}|{sorry}, {absent}, {so}|{absent}, {ask}?|{pain}, but {ask}?|{pain}, {slip}, {ask}?|{report}|{report}, {resolve}?|Hi, {report}. {resolve}?|{report}. {resolve}? {thanks}|{sorry}, {report}, {resolve}?|{report}, {no}|{resolve}?|does it help against {fear}?|it wasn't your fault, {slip}`),
    positive: list(
      `{no}, {praise}|{praise}, {no}|{praise}, {thanks}|nothing to complain about, {praise}|{praise}, no complaints|never a problem with you, {praise}|not bad at all, {praise}|no regrets, {praise}|can't fault it, {praise}|{praise}, could not be better`,
    ),
    negative:
      list(`{nomore}, {anger}|{anger}, {nomore}|{anger}|Hello, {anger}|nobody {help}|not once has anybody {help}|no one ever {help}|{anger} and nobody {help}|thanks, {ironic}|{ironic}|you said no problem, but {anger}|don't tell me not to worry, {anger}|sorry is not enough, {anger}|sorry, but {anger}|{anger}, {anger}|{rhetoric}|{rhetoric}, {anger}|{anger}. {rhetoric}
      |unfortunately {anger}|I'm afraid {anger}|I am {upset}|I am {upset}, {anger}|{wait} and still nothing|{wait}, when will you finally {do}|{report} and nobody {help}|{report}, {rhetoric}|{report}, {anger}|{report} and I am {upset}|{wait}, {report}, {anger}|we are {upset} with your {goods}|{upset}, {anger}|I feel {upset}|this leaves me {upset}`),
  },
  slots: {
    no: list(
      `no problem|no problem at all|no worries|no worries, really|not a problem|no need|no need for that|no thanks|no thank you|not needed, thanks|not necessary|no rush|no hurry|there is no hurry|nothing urgent|it's not urgent|never mind|don't worry|don't worry about it|not to worry|it doesn't matter|that doesn't matter|I don't mind|not a big deal|no big deal|no trouble at all|no harm done|nothing else|nothing else, thanks|nothing to add|no changes from our side|no further questions|no objections|no offence taken|no hard feelings|don't bother|you don't have to|not at all|you're welcome, no trouble|no bag please|no receipt needed|not bad|not bad at all|not yet|not today|not this time|none for me|it's not your fault|you did nothing wrong|no apology needed|all good|that's fine|we are not in a hurry|no preference|no special wishes|can't complain|we can live with that|no need to reply|no need to call`,
    ),
    after: list(
      `I can wait|take your time|next week is fine|I'll do it myself|I will come by|I already have one|it works now|I found it|whenever suits you|as before, please|I'll think about it|just let me know|I will pick it up|it can wait|I understand|we can move it|just wondering|keep the change|leave it as it is|I'll get back to you|we chose another one|it happens|happy to help|any time|see you on Friday|the end of the month is fine|we will manage`,
    ),
    thanks: list(`thanks|thank you|many thanks|thanks a lot|thank you very much|cheers|thanks anyway|thanks for asking|much appreciated`),
    sorry: list(
      `sorry|sorry to bother you|sorry to trouble you again|excuse me|my apologies|sorry for the late reply|apologies for the confusion|sorry for asking again|one more question, sorry|pardon me|sorry, my mistake|sorry for the short notice|sorry for writing again`,
    ),
    ask: list(
      `could you resend the {thing}|can I still {do}|how do I {do}|would you mind checking the {thing}|is it too late to {do}|where do I send the {thing}|do I need the {thing} to {do}|do you still have the {goods}|can the {goods} be repaired|how much is a new {goods}|is there a fee|would Saturday be possible|can I return the {goods}|could you walk me through it|what do you recommend|could someone call me|who should I ask|when do you close|is there another way to {do}|could you send me a new {thing}|which {goods} would you suggest|does the {goods} come with batteries|do you ship abroad|could you confirm the {thing}|can I {do} without the {thing}|are there any {goods}s left|can it be moved to next week|how do I stop the renewal|what does it cost to {do}|may I bring a friend|how long would it take|is it covered`,
    ),
    thing: list(
      'invoice|code|contract|receipt|manual|password|form|link|tracking number|booking|deposit|address|voucher|certificate|attachment|password letter|key|warranty card|agreement|ticket|schedule|report|key card|confirmation',
    ),
    goods: list(
      'lamp|chair|table|mug|towel|tent|printer|phone|kettle|bike|jacket|cake|camera|sofa|suitcase|fridge|speaker|vase|bowl|plate|helmet|battery|lid|drill|blanket|window|machine|sample',
    ),
    do: list(
      'cancel|pay|register|join|exchange it|change the date|move the appointment|order|sign|collect it|renew|book|install it|upgrade|return it|apply|reset it|log in|deliver|get a copy',
    ),
    slip: list(
      `I lost the {thing}|I forgot the {thing}|I typed the wrong {thing}|I broke the {goods} by accident|I dropped the {goods} myself|I can't find the {thing}|I don't know how to {do}|I have never used one before|I didn't get the {thing}|I missed your call|I mixed up the dates|I have no {thing}|I am ill on Friday|I can't make it tomorrow|I won't be home before seven|it was my own fault|I ordered one too many|I ran out of time to {do}|I am not sure how to {do}|I do not understand the {thing}|the {thing} expired|the {thing} does not open|I deleted the {thing}|the {goods} is too small for us|I am stuck in traffic|wrong person|I got lost on the way|I misread the {thing}|the {goods} wore out after ten years`,
    ),
    not: list(
      `it is not possible|it doesn't fit|you have no {goods}|you don't have it|it's sold out|I cancel|I am late|I pay later|that is too late|there is no {thing}|it rains|it doesn't work out|the colour is wrong|nobody is home|I can't come|you are closed|we are only three|it gets lost|it breaks|I lose the {thing}|you cannot {do}|I bring a dog|we have to cancel|it is out of stock|that is too much trouble|the minimum is higher`,
    ),
    fallback: list(
      `no problem|another colour is fine|we will wait|please let me know|just leave it|I will ask elsewhere|next month is fine too|I'll take the small one|I understand|that's fine|we can adjust|please cancel it|leave it with a neighbour|we can live with that|please tell me in advance|what would you suggest|I would not mind|then we keep it as it is|I can pick it up|please don't worry`,
    ),
    offer: list(
      `could I have a quote for {n} {goods}s|please send us an offer for {n} {goods}s|we would like a quote for {n} {goods}s|what would {n} {goods}s cost|I need a price for {n} {goods}s|do you give a discount on {n} {goods}s|we are looking for {n} {goods}s, what is the lead time|can you quote {n} {goods}s without printing|I'd like an estimate for a new {goods}|how much would it be to repair a {goods}|we need {n} {goods}s before Christmas, is that possible|please quote your best price for {n} {goods}s|what is the minimum order for the {goods}|request for quotation: {goods}, {n} pieces`,
    ),
    n: list('20|40|100|12|250|60|two|500|eight|thirty|15|1,000'),
    wish: list(
      `no gift box please|no onions please|without sugar, please|please don't ring the bell|please do not bend|no nuts, I am allergic|nothing too sweet please|no stairs please, my father is in a wheelchair|please do not call before nine|no plastic, please|not the red one|no meat for two of us|please don't leave it outside|no printing on it|nothing spicy for the kids|no sharp edges please|please do not send them to the old address|not on Mondays please|no need for a carrier bag`,
    ),
    report: list(
      `my order from {when} has not shipped yet|the {goods} has not arrived|the tracking has not moved since {when}|the page still says pending|the {goods} arrived with a crack|the {goods} came without the lid|one part is missing|I got the wrong colour|the box was fine but the {goods} has a scratch|the refund is not in my account yet|the {goods} does not switch on|there is a typo in the {thing}|the {goods} I bought {when} makes a noise|it says delivered but it is not here|the technician has not called yet|the {goods} shrank a little in the wash`,
    ),
    nothing: list(
      `there is nothing wrong with the {goods}|it isn't broken|it's not a complaint|it's not about the price|money isn't the issue|quality is not the problem|it's not your mistake|I'm not upset|I don't want a refund|I'm not complaining|no trouble on our side|it isn't urgent|we have nothing against it|it's not that I don't like it|nothing bad happened`,
    ),
    but: list(
      `I just took the wrong size|I clicked the wrong thing|I only want to ask|it's more a question of time|I simply need another colour|I bought one too many|I'd like the smaller one|it's just too big for our kitchen|I only want to make sure|I misread the label|we changed our plans|something came up at home|I changed my mind|I spoiled it myself|maybe I am doing it wrong`,
    ),
    absent: list(
      `my daughter is coughing|my son is ill|I have a cold|I twisted my ankle|the car broke down|my flight was cancelled|there is a power cut here|my father is in hospital|I have a headache|something came up at work|my knee hurts|we had a death in the family|I have a fever|my tooth aches|the train is late|I am away that day|I am stuck at work`,
    ),
    so: list(
      `she will not come to class today|so I need a day off|could we move the appointment|so I can't make it tomorrow|please cancel my booking|can we do it online instead|could you hold the room until tomorrow|may I come later|could we do it a day earlier|I will skip training today|so please start without me`,
    ),
    pain: list(
      `I hate to bother you|I hate to ask|I feel bad for asking|I don't want to be a pain|sorry to be a nuisance|forgive the stupid question|this may be a silly question|I'm terrible with computers|I am hopeless at this|bad timing, I know`,
    ),
    when: list('Monday|the third|last Friday|yesterday|the beginning of the month|the 20th|last week'),
    resolve: list(
      `could you check|could I get a replacement|what should I do|can I exchange it|shall I send it back|could you look into it|is that normal|when should I expect it|whom should I ask|could you ask the warehouse|is there anything I can do`,
    ),
    wait: list('three weeks of waiting|I have been waiting since May|five calls|a month now|two hours on hold|after six mails'),
    fear: list(
      'scratches|rust|damage|leaks|losing my data|breaking it|stains|mould|noise|shrinking|allergies|a late delivery|theft|overheating',
    ),
    praise: list(
      `it works perfectly|the kids love it|great service|I'm happy with it|it came quickly|it looks lovely|you have been very kind|the team did well|it was a nice stay|it tastes great|I would order again|we enjoyed it|you helped me a lot|it fits well`,
    ),
    nomore: list(
      `don't bother calling again|no more excuses|I won't wait any longer|never again|I am done with you|no, that is not good enough|don't ask me to be patient|I don't want a voucher|I will not pay for this|save your apologies|no more of this`,
    ),
    anger: list(
      `I want my money back|the {goods} is broken again|the {goods} arrived smashed|the {goods} fell apart|the {goods} never came|I have been waiting for weeks|you keep ignoring me|this is terrible|this is unacceptable|the staff were rude|your support is useless|you charged me twice and refuse to refund|you lost my {thing} and don't care|it ruined our holiday|the food was disgusting|I regret buying the {goods}|it is a complete waste of money|it stopped working after two days|I am sick of this|what an awful {goods}|the room was filthy|you lied to me|the repair made it worse|half of it was missing|I have called six times|you wasted my day|I am furious|your driver didn't show up|nothing works|I have had it with you people|what a shambles|this is outrageous|I am appalled|the food was inedible|it is total rubbish|your staff were arrogant|you ruined my coat|this is a rip-off|your system is always down|I have never been treated so badly|it is absolute junk|you put nuts in it although I told you not to|you raised the price without warning|nobody there knows anything|you deny everything|this is a disgrace|I am disgusted|it leaks and squeaks|we can't work like this|you keep cancelling on us|the cleaner broke our vase and lied|we got food poisoning|you people are hopeless|it is pathetic|it died after a week|I am losing my patience|enough is enough|I have lost all trust in you|you pass the buck|you are crooks|this is beyond a joke|you deleted my files|it gave my child a rash|my back is killing me from that bed`,
    ),
    help: list(
      'answers|helps|calls back|cares|shows up|replied|apologised|fixed it|explains anything|picked up the phone|told us the truth|took it seriously',
    ),
    ironic: list(
      `thanks for ruining my weekend|thanks for wasting my time|thanks for the broken {goods}|great, another delay|wonderful, it broke again|nice of you to lose my {thing}`,
    ),
    rhetoric: list(
      `how long do I have to wait|is this a joke|what is wrong with you|do you even read my messages|why does nobody answer|how can you be so careless|is that how you treat customers|when will you finally pay me back`,
    ),
    upset: list(
      `very unhappy|extremely disappointed|so angry|really upset|deeply dissatisfied|fed up|frustrated|so disappointed|not happy at all|very annoyed|not satisfied at all|let down|completely fed up|appalled|outraged|disgusted|livid|sick and tired of this|beyond frustrated|really cross|shocked at the service|insulted`,
    ),
  },
  mail: {
    greetings: list(
      'Hello,|Hi,|Hi there,|Dear team,|Dear Sir or Madam,|Good morning,|Good afternoon,|Dear support,|Hello again,|To whom it may concern,',
    ),
    sentences: {
      neutral:
        list(`{offer}.|We run a small shop and {offer}.|{ask}?|I would like to know: {ask}?|Also, {ask}?|{slip}, so I wanted to ask: {ask}?|{slip}.|If {not}, {fallback}.|{wish}.|There is no hurry.|It is not urgent, next week is fine.|{report}.|{report}, {resolve}?|{resolve}?|Please find the {thing} attached.|The {thing} arrived, nothing was missing.|We do not need the {goods} before June.|Please let me know if anything is missing.|{sorry}.|I was wondering whether you still sell the {goods}.|Do not hesitate to call me.
        |No changes to the {thing} from our side.|I have had the {goods} for years and never had a problem.|One of us does not eat meat.|I could not find the {thing} on your site.|My old number is no longer in use.|We will be three instead of five.|I hope this is not too much trouble.|It has nothing to do with you, I am moving abroad.|I understand if it is not possible.|Unfortunately I cannot come on Tuesday.|The price is fine for us.|Thank you for your quick answer.|I am not sure which {goods} I need.|The {goods} is still going strong, only the {thing} got lost.`),
      negative: list(
        `{anger}.|Now {anger}.|I have written four times and {anger}.|I am very unhappy with your service.|We are extremely disappointed.|This is the worst {goods} I have ever bought.|Please refund me at once.|I expect an apology and my money back.|{anger} and nobody {help}.|I am writing to complain about the {goods}.|We will not order from you again.|Your technician was rude and left a mess.|This is no way to treat people.|Each time I am told a different story.|{rhetoric}?|It ruined our evening.|I am fed up with your excuses.|The {goods} you sent is useless.|Still no answer, which is unacceptable.`,
      ),
    },
    closings: list(
      'Kind regards|Best regards|Thanks|Many thanks in advance|Best wishes|Yours faithfully|Thank you for your help|Looking forward to hearing from you|Cheers|All the best|Regards, the office|Accounts department|Purchasing',
    ),
  },
}

/** Some nine thousand samples, always the same ones in the same order. */
export function courtesies(): Sample[] {
  return [...samplesOf('zh', zh), ...samplesOf('en', en)]
}

function samplesOf(language: string, bank: Bank): Sample[] {
  const said =
    (label: Label) =>
    (text: string): Sample => ({ text, label, domain: `courtesies/${language}`, weight: label === 'neutral' ? 2.4 : 1 })
  const short = (Object.entries(bank.patterns) as [Label, string[]][]).flatMap(([label, patterns]) =>
    fillEach(patterns, bank.slots, 60).map(said(label)),
  )
  const mails = (['neutral', 'negative'] as const).flatMap((label) => [
    ...mailsOf(bank, label).map(said(label)),
    // English mails are judged sentence by sentence.
    ...(language === 'en' ? fillEach(bank.mail.sentences[label], bank.slots, 40).map(said(label)) : []),
  ])
  const frame =
    language === 'en' ? [...bank.mail.greetings, ...bank.mail.closings].flatMap((text) => Array.from({ length: 5 }, () => text)) : []
  return [...short, ...mails, ...frame.map(said('neutral'))]
}

/** A greeting, some sentences, a closing: of Chinese two to six, of English as many as are judged as a whole. A complaint may begin as politely as a question. */
function mailsOf({ mail, slots }: Bank, label: 'neutral' | 'negative'): string[] {
  const { greetings, sentences, closings } = mail
  const counts = mail === zh.mail ? [2, 3, 4, 5, 6] : [1, 2]
  const bodies = counts.flatMap((count) =>
    Array.from({ length: 120 }, (_, turn) =>
      Array.from({ length: count }, (_, at) => {
        const polite = label === 'negative' && at === 0 && count > 1 && turn % 3 === 0
        return pick(sentences[polite ? 'neutral' : label], turn * 7 + at * 11 + count)
      }).join(' '),
    ),
  )
  return bodies.flatMap((body, turn) => fillEach([`${pick(greetings, turn)}\n${body}\n${pick(closings, turn * 3)}`], slots, 1, turn))
}

const pick = (all: string[], at: number): string => all[at % all.length] ?? ''
