/**
 * Friendly messages that sound like a refusal or a trouble by their words (`short`, `mails`), and truly unhappy ones, of our own writing and in
 * none of the training data. A message a line; “ / ” is a line end within one.
 */
export type Courtesy = { short: string; mails: string; unhappy: string }

/** The messages of a part. */
export const messagesOf = (lines: string): string[] => lines.split('\n').map((line) => line.trim().replaceAll(' / ', '\n'))

/** These may be looked at while the model is changed; `courtesy-held-out.ts` may not. */
export const tuned: Record<'zh' | 'en', Courtesy> = {
  zh: {
    short: `不用谢，能帮上忙就好
      没有问题，可以发货了
      好的，那就不用再麻烦您了
      没事，您慢慢处理
      不用客气，合作愉快
      我这边没有问题了，谢谢
      不需要了，谢谢你的推荐
      不好意思，请问你们几点下班
      没什么，就是确认一下订单
      请问贵公司能给个报价吗，数量一百件
      您好，想询个价，定制二十个木盒大概多少钱
      不用加急，正常发就行
      不要紧，换个颜色也可以
      请问这个不粘锅能用铁铲吗
      小票丢了还能开发票吗
      不好意思又来打扰，快递单号能发我一下吗
      没有也没关系，我再看看别家
      不用包装了，自己用
      您别客气，有事您说话
      我不着急，您先吃饭
      请问怎么取消自动续费
      没错，就是这个地址
      要是不方便就算了，没事的
      上次买的挺好，这次想多订一些
      请问坏了能修吗，不在保修期了
      没看懂说明书，能发个视频吗
      不用了，我到店里看看
      非常感谢，问题已经没有了
      这两天没空，下周再去取可以吗
      不会迟到的，我们六点准时到
      能不能不放葱
      没关系的，谁都有忙的时候
      请问不办卡可以体验一次吗
      我还差一个文件没有交，明天补上可以吗
      不错不错，再来两份
      别忘了给我留一份，谢谢
      那就不用换了，我先用着看看
      没有问题的话，麻烦帮忙盖章寄回
      不用特地跑一趟，发张照片就行
      谢谢您，没有遗漏
      我们暂时没有这个需求，之后有需要会联系您
      不好意思，我刚才点错了，不是要退款
      没啥大事，就是想了解一下会员价
      孩子有点咳嗽，今天就不去上课了
      这个型号停产了吗，还有没有配件
      不用回电，微信说就好
      没想好之前先不付款可以吗
      你们的报价单收到了，不含运费对吧
      请帮我取消周三的会议室，我们改线上了
      麻烦报一下去上海的运费，不急
      没收到也没事，我再去驿站问问
      请问系统升级期间会不会影响登录
      请问这个险种生病住院能不能赔
      我不是本人，可以代领吗
      不需要纸质合同，电子签就行
      不太确定型号，拍了照片您帮忙看看
      没有预算上的问题，主要看交期
      谢谢，不过我们已经选了别家
      不会用优惠券，能教教我吗
      如果下雨活动取消吗
      真不好意思，又要麻烦您改一次时间
      您太客气了，不用送礼物的
      不是质量问题，是我买大了，想换小一码
      没有特殊要求，按常规做就行
      请问不满十八岁能开户吗
      您好，我们想了解贵公司的企业版价格，人数在五十人左右，不需要定制开发，只要能对接企业微信即可。如果没有年付优惠也没有关系，请先发一份报价单给我，谢谢。`,
    mails: `您好， / 我们茶馆想订四十个盖碗，圣诞节前送到，请报个价。不用礼盒，简单包装就可以。另外请告知交货周期。 / 谢谢 / 店长
      您好： / 贵公司寄来的样册已收到，谢谢。我们对第三页的几款比较感兴趣，想了解批发价格以及是否有起订量要求。如果没有现货，交期多长？ / 期待回复 / 采购 小何
      客服您好， / 我的订单写错了门牌号，应该是十二号不是二十号。不知道还能不能改？如果已经发出也没有关系，我跟快递员联系就好。 / 麻烦了，谢谢
      刘老师好， / 报名表已经填好，随信附上。身份证复印件不太清楚，如果不行我再补一份。学费周三之前转，不会耽误开课。 / 祝好
      您好， / 请问贵店是否可以接待二十人左右的聚餐？有两位不吃牛肉，一位不能吃海鲜。不用包间，大厅也行。麻烦告诉我人均大概多少。 / 多谢
      尊敬的客服， / 想请教一个问题：我的银行卡丢了，已经挂失，新卡还没有寄到，这个月的还款怎么办？可不可以用别的卡？ / 盼复，谢谢您。
      您好， / 我们单位想采购一批防护用品，请提供报价、资质和检测报告。如不能开具专票，请提前说明。 / 联系人 小林
      您好， / 上次修的电脑用到现在没有出现问题，谢谢师傅。这次想再加一条内存，不知道有没有货，需要多长时间，能不能等着取？ / 小郑
      你好， / 不好意思这么晚打扰。明天的预约我可能要晚到二十分钟，路上不堵的话应该没问题。如果后面有别的客人，我可以改到下午。 / 谢谢理解`,
    unhappy: `太让人失望了，不会再来
      质量差得离谱，刚用就坏
      你们没有一点诚信，说话不算数
      催了八遍了还不发货，什么意思
      客服爱理不理的，气人
      味道恶心，吃了两口就扔了
      装修工人把墙弄坏了还不承认
      无缘无故扣钱，这不是抢吗
      不退就算了，还骂人，太过分
      没用，一点效果都没有，白花钱
      您好， / 我对这次的服务非常不满意。约好九点上门，十二点才来，还把我家的地板划坏了。打电话投诉，你们互相推诿。 / 请给我一个说法。
      您好， / 收到的衣服有破洞，联系退货却一直没有人处理，已经两周了。这种售后真的很差劲，希望你们重视。
      服务太烂了，再也不续费
      你们的系统天天崩，还怎么工作
      让我等一上午，医生五分钟就打发了
      把我的衣服洗坏了还想赖账
      说了不要辣还放辣，吃不了
      这态度真是让人心寒
      买回来就是次品，气得我不行
      一问三不知，客服是摆设吗
      你好，合同上写得清清楚楚，现在却临时加价，这种做法太不地道了，我很生气
      忍了很久了，今天必须投诉`,
  },
  en: {
    short: `No problem, thank you!
      No worries at all
      Not bad, I might take another one
      That's not necessary, thanks
      No need to apologise
      I don't need a bag, thanks
      Could I have a quote for 200 mugs with our logo?
      Sorry, one more question: is it waterproof?
      Don't worry, I'll wait
      Is it still not too late to join?
      I can't find the manual, could you send me a link?
      There was nothing else I wanted to know, thank you
      You don't have to hurry
      I forgot my password, how do I reset it?
      Would it be a problem to deliver on Saturday?
      No hard feelings, we just chose another colour
      My order is number 5521, I'd like to cancel one item
      Please don't ring the bell, the baby sleeps
      It's not broken, I only need a spare battery
      How much would 15 licences cost per year?
      I don't think I need the extended warranty
      Never had a problem with you, happy to order again
      I am sorry to hear that, get well soon
      What is the fee for a late return?
      Couldn't be happier
      I have a complaint form here, where do I send it?
      We are out of coffee, could you bring two bags?
      I will not be home before six, can you come later?
      No, not yet, but I will pay today
      Can I return it if it doesn't fit?
      Not a big deal, thanks for letting me know
      Do you have anything without gluten?
      I'd hate to miss it, are there any tickets left?
      It's fine, don't bother
      I was wondering if you still sell the old model
      Sorry, I don't speak German, is English fine?
      Then I'll keep it, no need to exchange anything
      If there are no objections, please sign and return it
      A photo is enough, you don't have to come by
      Nothing is missing, thank you
      We have no need for this at the moment but will get in touch
      Sorry, I clicked the wrong button, I didn't want a refund
      It's nothing serious, I only wanted to ask about the price
      My daughter has a cough and won't come to class today
      Has this model been discontinued or do you still have parts?
      No need to ring, a text will do
      Can I hold off paying until I've decided?
      I got your quote, that's without shipping, right?
      Please cancel the meeting room on Wednesday, we are going online
      What would shipping to Malta cost? No rush
      If it hasn't come I'll ask at the post office, no worries
      Will the upgrade cause any downtime?
      Does this policy pay if I fall ill abroad?
      I'm not the account holder, can I still collect it?
      We don't need a paper contract
      I'm not quite sure about the model, could you look at the picture?
      Budget isn't the issue, it's more about the date
      Thanks, but we went with another supplier
      I don't know how to use the voucher, can you explain?
      Is the event cancelled if it rains?
      I hate to bother you, but could we move it once more?
      You're too kind, no gift needed
      There's nothing wrong with it, I just ordered the wrong size
      No special requests, the usual please
      Can someone under eighteen open an account?
      Hello, we are about fifty people and would like to know what the business plan costs. We don't need custom work, and if there is no discount for a year that is fine too. Could you send us an offer? Thank you.`,
    mails: `Hello, / we run a small tea room and would like a quote for 40 tea bowls, delivered before Christmas. / No gift boxes, please. Could you also tell us the lead time? / Kind regards / Maria
      Dear team, / thank you for your quick answer. We do not need the large model, the small one is enough. Could you send me an updated offer without the stand? / Best regards / Eva
      Hi, / I lost my card and would like to order a new one. The old one has been blocked already, so nothing urgent. How long does it usually take, and is there a fee? / Thanks / Jon
      Good morning, / I'm sorry to trouble you again. The link in your last mail did not open on my phone. Could you please send the form as an attachment? / Thank you / Ella
      Hello, / we would like to visit your factory with a group of students in March. There are no special requirements, but one of them cannot climb stairs. Would that be possible, and what does it cost? / Kind regards / School office
      Dear Sir or Madam, / I would like to know whether my insurance covers a broken window. It was my own fault. If it is not covered, could you recommend a local company? / Many thanks / Frank
      Hi there, / unfortunately I have to cancel my appointment on Friday because I am ill. Could we find another date next week? Any day but Tuesday is fine. / Sorry for the short notice / Lea
      Hello, / the delivery arrived in good shape, nothing broken. I noticed that the invoice says 12 pieces but we ordered 10. It is not a problem, we will keep them. Could you confirm the total? / Best / Warehouse
      Dear support, / I have never used an app like this before and I do not know where to begin. Is there a guide without too many technical words? No hurry. / Thank you / Rosa`,
    unhappy: `Absolutely awful, do not buy
      I want my money back, this is a scam
      You people never answer, it is infuriating
      The soup was cold and tasted horrible
      Third defective unit in a row, unbelievable
      Nobody came, nobody called, what a joke
      Terrible quality, it fell apart in two days
      I am very unhappy with how you treat us
      The technician was rude and made it worse
      You lost my parcel and you don't even care
      Hello, / I am extremely disappointed with my order. Half of it was missing and the rest was broken. I have written three times and got no answer. / This is no way to treat customers. / Dana
      Dear team, / your update broke our shop and we lost a whole day of sales. Support was no help at all. I am not willing to pay for this any longer. / Rick
      Your system is down every day, how are we supposed to work
      You ruined my coat and now you deny it
      I asked for no chilli and you put it in anyway, inedible
      I've had it with this company
      What a shambles, nobody knows anything
      This is a rip-off and I want it cancelled today
      I am appalled at how my mother was treated
      Hello, the contract is clear and yet you raised the price without a word. I find this outrageous and I am very angry.
      Never in my life have I met such arrogant staff
      It leaks, it squeaks and it was expensive, total rubbish`,
  },
}
