import type { Courtesy } from './courtesy.ts'

/**
 * Written before the model was changed, and not read while it was: what it makes of these is the figure that counts. A message a line; “ / ” is
 * a line end within one.
 */
export const heldOut: Record<'zh' | 'en', Courtesy> = {
  zh: {
    short: `不用了，谢谢，我已经买到了
      不用着急，您先忙，明天回我也行
      没有问题，就按您说的时间送吧
      没事没事，我就是随口问一下
      不客气，以后有需要还找你们
      暂时不需要，有活动再通知我哦
      不用寄发票，电子版就可以
      没问题，我下午把资料发给您
      不好意思打扰了，想问下这款还有没有现货
      请问一次订五十个，价格能不能再优惠一点
      麻烦给我报个价，三十套，送到杭州
      不用退了，我自己换个电池就好了
      不麻烦的话，帮我改成周五送货
      没关系，晚两天到也可以
      我不太会操作，您能教我一下吗
      不知道这个尺寸合不合适，方便发张图吗
      不要香菜，其他都可以，谢谢
      不是我买的，是朋友送的，想问问怎么保养
      没有收到短信验证码，可以再发一次吗
      不着急用，凑够一箱一起发吧
      还没想好要哪个颜色，您有什么建议
      不含税的价格是多少呢
      如果不合适，七天内可以换吗
      没别的事了，谢谢您耐心解答
      辛苦了，不用回复我了
      不用担心，我们已经收到了
      这个杯子可以进微波炉吗，怕不安全
      会不会太甜呀，我妈妈血糖有点高
      请问没有会员卡也能参加活动吗
      钥匙忘带了，晚一点过去取可以吗
      不好意思，刚才开会没看到消息
      好的没问题，合同我们法务看过了
      不用送上楼，放门卫那里就行
      味道不错，请问还有大罐的吗
      不是很明白第三步，能再讲一遍吗
      没想到这么快就到了，谢谢你们
      先不下单，等老板批了预算再联系您
      对不起，地址写错了，能帮我改一下吗
      孩子不吃辣，有不辣的口味吗
      没有急事，您什么时候方便给我回个电话
      不晓得你们周日上不上班
      想请教一下，保修期过了还能修吗
      不用客气，这是应该的
      坏了的话你们上门修吗，怎么收费
      谢谢提醒，差点忘了今天要付尾款
      不用了老板，我家里还有一包没拆
      麻烦您了，票据没有问题，可以入账
      没关系的，下次注意就好
      这个颜色没有的话，白色也成
      不会做饭，想问问这款锅好上手吗
      不好意思打断一下，会议链接能再发一遍吗
      退货的事不用办了，我决定留下
      请问没带医保卡可以先挂号吗
      别急，先把前面的客人照顾好
      我没什么忌口，随便安排就行
      谢谢关心，腿已经不疼了
      不巧那天我要出差，能不能提前一天
      想咨询企业采购，五十台显示器什么价位
      没听清您刚才说的地址，再说一次好吗
      先不用给我开通，等我确认预算
      请问房子漏水这种情况在保修里吗
      我没有微信，短信通知我就可以
      是我自己弄洒的，想买个新盖子
      不辣的有吗，老人家牙口不好
      没毛病，就按这个方案走吧
      不晓得是不是我操作不对，页面打不开，方便远程看下吗
      辛苦师傅，不用上来了，我下去拿
      没有急着要，等打折的时候再买也行
      非常抱歉耽误了您的时间，资料今晚一定补齐
      请问不续约的话，数据能导出来吗`,
    mails: `您好： / 我们是一家民宿，准备采购一批茶具，大约六十套。请问贵公司是否可以提供报价单，并注明含税价、交货期和起订量？如果方便，也请附上样品图片。 / 不急，本周内回复即可。 / 此致 / 敬礼 / 采购部
      王经理，您好！ / 上次的样品已经收到，没有问题，颜色和图册上一致。我们打算先订两百件，麻烦您确认一下单价和付款方式。如果数量不够起订量，也请告诉我，我们可以再商量。 / 祝好 / 小周
      客服您好， / 打扰了，想咨询一下会员升级的规则。我去年消费了八千多，不知道今年还差多少可以升到金卡。另外，积分是不是年底清零？如果不能延期也没关系，我尽快兑换。 / 谢谢！
      老师您好： / 孩子下周一要去体检，上午的课可能来不及参加，想请假半天。不用专门补课，回放我们会看的。作业晚上交可以吗？ / 给您添麻烦了，谢谢。 / 家长
      您好， / 我在贵店订了下月三号的房间，两大一小。请问可以不住高层吗？孩子有点怕高。另外早餐不用准备小孩的份，他只喝牛奶。如果当天有车位，也麻烦帮我们留一个。 / 非常感谢 / 李女士
      各位同事： / 附件是盖好章的合同扫描件，原件已经寄出，不用再打印了。发票抬头和上次一样，没有变化。如有遗漏请随时告诉我。 / 谢谢大家的配合。
      尊敬的客服： / 我的手机昨天不小心摔了，屏幕没有裂，但是边框有一点变形。想问一下这种情况在不在保修范围内？如果不在，换边框大概多少钱？要不要提前预约？ / 麻烦您了，盼复。
      您好！ / 我想给公司团建订一批水果礼盒，预算每盒不超过一百五十元，大约四十盒，下周五之前送到就行。不要榴莲，有同事过敏。请问可以开专票吗？能不能先付一半定金？ / 期待您的回复。 / 行政 小陈
      你好， / 感谢你们上周的安装，师傅很仔细，走的时候还把地扫干净了。说明书我没有找到，不知道能不能发一份电子版给我？没有的话也不要紧，我上网查查。 / 祝工作顺利
      您好，我是上周咨询过的张先生。 / 家里商量了一下，还是决定不换大的那款了，原来的尺寸就够用。定金不用退，直接抵货款吧。送货时间周末都可以，不用提前打电话，家里一直有人。 / 谢谢
      您好： / 我司计划明年一月在贵中心举办培训，约八十人，为期两天。请问场地费、投影和茶歇怎么收费？是否可以不含午餐？如需签订协议，请把模板发到本邮箱。 / 顺祝商祺 / 人力资源部
      店家您好， / 我看中了那款实木书桌，想确认几个问题：一、有没有气味，房间不大，孩子要马上用；二、桌腿能不能拆，电梯比较小；三、不满意是否支持退货，运费谁出。 / 谢谢解答！
      您好，医生： / 上次开的药已经吃完了，现在没有不舒服，血压也稳定。请问还需要继续吃吗？下次复查要不要空腹？如果您没空，让护士回复我也可以。 / 谢谢您
      客服同学好， / 我想把账号里的手机号换掉，旧号码已经不用了，收不到验证码。页面上没有找到人工修改的入口，请问需要准备什么材料？身份证照片可以吗？ / 不好意思，麻烦你了。
      您好， / 收到贵公司的报价，价格没有问题，只是交期比我们预想的晚了一周。请问能不能分两批发货，第一批先发一半？如果不行，就按原计划来，我们这边可以调整。 / 此致 / 供应链 小吴`,
    unhappy: `等了三天没人回复，你们到底管不管
      不用解释了，我要退款，再也不买你们家的东西
      谢谢，你们成功让我错过了航班
      一点都不好用，后悔死了
      没有一次按时送到，每次都要催
      你好，我已经打了五次电话，没有一个人给我解决
      东西是坏的，还说没有问题，骗谁呢
      真的很失望，完全不是描述的那样
      态度太差了，问两句就不耐烦
      钱扣了，货没发，客服装死
      收到就是碎的，包装跟没有一样
      说好的安装师傅不来，放我鸽子两次了
      这么贵的酒店，热水都没有，太离谱
      别再给我打骚扰电话了，烦死了
      您好： / 我上个月订的沙发到现在还没有送来，期间打了四次电话，每次都说下周。家里老人一直坐塑料凳，我非常不满意。请今天之内给我明确答复，否则我会投诉到消协。 / 李女士
      客服您好， / 上周收到的净水器一装上就漏水，地板都泡坏了。师傅来看了一眼就走，再也联系不上。花了三千多买来这样的垃圾，我要求全额退款并赔偿地板。 / 请尽快处理。
      您好， / 这是我第三封邮件了，前两封石沉大海。发票金额开错，影响了我们报销，财务天天催我。贵公司的办事效率实在让人无法接受，太让人失望了。 / 小周
      尊敬的经理： / 昨晚在贵餐厅用餐，等位一个半小时，菜端上来是凉的，鱼还不新鲜，回家以后全家拉肚子。向服务员反映，对方翻了个白眼。这样的服务真的太糟糕了。 / 一位老顾客
      你们这办事效率我真是服了，一个月了没有下文
      花钱买罪受，床板硌得腰都直不起来
      刚交完钱人就找不到了，黑心
      蛋糕上居然有头发，太恶心了
      一再承诺一再食言，我对你们彻底没有信心了
      客服踢皮球，谁都不肯负责
      孩子穿了起疹子，你们拿什么赔
      每次一到晚上就断网，月租倒是一分不少，气死
      您好，上周预约的体检无故取消，没有任何通知，让我空腹白等了一上午，非常不满
      这破软件又把我的文件弄丢了`,
  },
  en: {
    short: `No problem, Thursday works just as well
      No worries, take your time
      Not bad at all, could I get two more of these?
      No need to call me back, I found the answer
      Could you send me a quote for 40 chairs?
      No thanks, I already have one
      Sorry to bother you, is the blue one still in stock?
      Nothing urgent, just wondering when you restock
      I don't mind waiting until Monday
      Never mind, it works now. Thank you!
      Would you mind sending the invoice again?
      I'm afraid I lost the receipt, can I still exchange it?
      It wasn't you, I typed the wrong address
      No rush on this one
      I'm not sure which size to take, what would you suggest?
      Don't worry about the gift wrap
      You're welcome, glad it helped
      Can't wait for it to arrive, thanks a lot
      No, that's everything, thank you
      We don't need delivery, we will pick it up
      Is it a problem if I pay by bank transfer?
      I have no idea how to set this up, could you walk me through it?
      Sorry for the late reply, I was travelling
      Please don't include plastic cutlery
      What would it cost to ship 12 boxes to Lyon?
      I missed your call, when is a good time to talk?
      Will it hurt if I leave it outside in winter?
      Is there a fee if I cancel before Friday?
      I broke the lid by accident, do you sell spare ones?
      No complaints here, keep it up
      Unfortunately I can't make it tomorrow, may I move the appointment?
      My son is allergic to nuts, is this cake safe for him?
      Could you please confirm that nothing else is required from us?
      I didn't get the code, could you send it once more?
      We are not in a hurry, end of the month is fine
      Without sugar please, everything else as usual
      It doesn't matter which colour
      Wrong number, sorry about that
      Do I lose my points if I change the card?
      I would like to stop my subscription at the end of the term, please
      Hello, do you offer discounts for schools?
      Thanks, but I will pass this time
      How do I get rid of the stain without ruining the fabric?
      What happens if the parcel gets lost, is it insured?
      All good, no further questions
      No thanks, there's still an unopened box at home
      The receipts are in order, no corrections needed
      That's all right, it can happen to anyone
      White is fine too if you've run out of black
      I can't cook at all, is this pan easy to use?
      Sorry to interrupt, could you post the meeting link again?
      You can forget about the return, I've decided to keep it
      Can I see a doctor if I left my insurance card at home?
      No stress, look after the other guests first
      I eat everything, no allergies
      Thanks for asking, my leg doesn't hurt any more
      Sadly I'm away that day, could we do it a day earlier?
      Looking for a price on fifty monitors for our new office
      I didn't catch the address, would you say it again?
      Don't activate it yet, I have to check the budget first
      Is a leaking roof covered by the guarantee?
      I don't use WhatsApp, a text message is enough
      I spilled it myself and need a new lid
      Anything soft on the menu? My grandfather has bad teeth
      No remarks from me, let's go ahead with this plan
      Maybe I'm doing something wrong, the page won't open. Could you have a look?
      You needn't come up, I'll meet you downstairs
      I'm in no hurry, I might even wait for the sale
      I apologise for the delay on our side, you will have the papers tonight
      If we don't renew, can we still export our data?`,
    mails: `Hello, / we run a small hotel by the sea and would like an offer for 60 bath towels, white, 500 g. Could you tell us the price per piece, the lead time and whether you deliver to islands? There is no hurry, we open again in April. / Kind regards / Anna, purchasing
      Dear team, / thank you for the samples, they arrived safely and nothing was missing. We would like to go ahead with the grey fabric. Please let me know if you need anything else from us before you start. / Best wishes / Tom
      Hi there, / I have a question about my booking for next weekend. We will be four instead of five, as my brother cannot come. Is it possible to change the reservation without a fee? If not, that is no problem at all, we will keep it as it is. / Thanks in advance / Julia
      Good morning, / I am writing to ask whether the warranty covers a cracked screen. I dropped the tablet myself, so I understand if it does not. In that case, what would the repair cost and how long would I have to do without it? / Many thanks for your help / Sam
      Dear Sir or Madam, / please find attached the signed contract. I could not find the field for the tax number, so I wrote it at the bottom of the page. Do not hesitate to contact me if this is wrong or if something is missing. / Yours faithfully / Office of the treasurer
      Hello again, / no problem about the delay, we do not need the tables before June. Could you just confirm the new delivery date, so that I can tell the caterer? And please do not send them to the old address, we have moved. / Cheers / Ben
      Hi, / I'm thinking about joining the evening class but I have never danced before. Would that be a problem? I also can't come on the second Tuesday because of a dentist's appointment. Do I need special shoes? / Looking forward to hearing from you / Clara
      Hello, / my mother will be ninety in May and we would like to order a cake for twenty people. She doesn't eat nuts, and nothing too sweet please. What would you recommend, and by when do we have to order? / Warm regards / The family
      Dear support, / I forgot my password and no longer have access to the old phone number. Could you tell me which documents you need to unlock the account? I am not in a hurry, next week is fine. / Thank you very much / Alex
      Good afternoon, / we received your quotation, thank you. The price is fine for us. Only the payment terms are not quite what we are used to: would thirty days instead of ten be possible? If not, we can live with it. / Best regards / Accounts
      Hello, / I am looking for a replacement part for an older machine of yours, number 4471. The handle came off after ten years of daily use, which is not bad at all! Do you still have it, or do you know who might? / Thanks / Peter
      Dear all, / just a quick note to say that the training went well and everybody enjoyed it. Nobody fell asleep, which says a lot on a Friday. We would be happy to book another date in autumn. What are your rates for two days? / Best / HR
      Hi, / we are planning a trip with a group of 18 and wonder if you have rooms without stairs, as two of us are in wheelchairs. Dinner is not necessary, breakfast would be lovely. Could you let us know the price per night and your cancellation terms? / Kind regards / Nina
      Hello, / sorry for writing twice, my first message went out before I had finished it. What I wanted to ask: does the lamp come with a dimmer, and can it be used outdoors? If it can't, is there another one you would suggest? / Thanks for your patience / Leo
      Good evening, / I would like to cancel my membership at the end of the year, since I am moving abroad. It has nothing to do with you, I really liked it here. Is an e-mail enough, or do you need a letter? / All the best / Mia`,
    unhappy: `I have been waiting for three weeks and nobody answers
      No, that is not acceptable, I want a refund now
      Thanks for nothing, it broke on the first day
      Not good enough, I will never order here again
      Your driver threw the parcel over the fence and it is smashed
      This is the worst support I have ever had
      You charged me twice and won't give it back, shame on you
      The room was dirty and the staff were rude
      I am so disappointed, this looks nothing like the photo
      Stop lying to me about the delivery date
      It stopped working after a week and you refuse to repair it
      Ridiculous, another hour on hold for nothing
      Cold food, late again, and no apology
      I regret buying this useless thing
      Hello, / I ordered a sofa seven weeks ago and it still has not come. Every time I call I am told something different, and twice the driver simply did not show up. I am really angry about this. Please cancel the order and return my money. / Sarah
      Dear Sir or Madam, / I am writing to complain about my stay last weekend. The room smelled of smoke, the shower was broken and nobody at the desk seemed to care. It ruined our anniversary. I expect a full refund. / Regards / Paul
      Hi, / this is my fourth message about the same problem and I have still not had an answer. The app keeps crashing and I lost all my work because of it. Your service is terrible and I am fed up. / Kim
      Dear team, / unfortunately the machine arrived damaged, and the replacement you sent does not work either. Your technician was unfriendly and left without fixing anything. We are very unhappy with how this was handled. / Kind regards / Workshop
      A month has gone by and still no reply, this is beyond a joke
      I paid for a bed and got a plank, my back is killing me
      You took my money and vanished, crooks
      There was a hair in the cake, disgusting
      You promised and broke your promise again, I have lost all trust
      Everyone passes the buck and no one takes responsibility
      The shirt gave my child a rash, this is not okay
      The internet drops every evening but you never forget to charge me, I'm sick of it
      Hello, my appointment was cancelled without notice and I waited all morning for nothing. I am really annoyed.
      This stupid program deleted my files again`,
  },
}
