import type { Sample } from '../../language/training.ts'
import { fillEach } from './patterns.ts'

/**
 * Neutral questions and remarks of customers, of our own writing: what people ask a shop, a bank, a hotel or a service desk when nothing has
 * annoyed them (yet). Every pattern is filled with every word of its slots. Without them a classifier that has read only reviews takes
 * a question for an opinion.
 */
const zhPatterns = [
  '请问{事}怎么{做}',
  '你好，{事}在哪里{做}',
  '我想{做}{事}，需要什么资料',
  '{事}可以{做}吗',
  '怎么{做}我的{事}呢',
  '能不能帮我{做}一下{事}',
  '麻烦{做}一下{事}，谢谢',
  '{事}没有收到怎么办',
  '为什么{事}显示失败',
  '{事}大概要多久',
  '{事}什么时候能{做}好',
  '{事}多少钱',
  '{事}不能{做}是什么原因',
  '忘记{做}{事}了，还能补吗',
  '{事}需要我自己{做}吗',
  '我的{事}为什么还没有{做}',
  '{事}没{做}成功会怎么样',
  '无法{做}{事}，提示错误，怎么处理',
  '是不是每个人都能{做}{事}',
  '{事}和以前的一样吗',
  '{货}有货吗',
  '{货}还有别的颜色吗',
  '这款{货}是什么材质的',
  '{货}怎么使用',
  '{货}的尺寸是多少',
  '{货}适合{谁}用吗',
  '{货}保修多长时间',
  '{货}坏了可以寄回去修吗',
  '{货}是正品吗，有发票吗',
  '{货}和另一款有什么区别',
  '{货}什么时候发货，发什么快递',
  '我买的{货}到哪里了',
  '想给{谁}买{货}，有推荐吗',
  '{货}收到了，怎么安装',
  '{货}有优惠活动吗',
  '{地}几点开门',
  '{地}周末营业吗',
  '去{地}怎么走，有停车位吗',
  '{地}需要提前预约吗',
  '{地}可以带{谁}一起去吗',
  '我在{地}，你们在哪边',
  '从{地}寄出要几天',
]
const zhSlots = {
  事: '订单 退款 发票 密码 会员卡 优惠券 快递 账户 验证码 积分 预约 手机号 收货地址 银行卡 套餐 合同 额度 还款 余额 账单 贷款 定金 押金 机票 房间 保险 套餐 课程 证件 流量 宽带 充值 提现 转账 实名认证 申请'.split(
    ' ',
  ),
  做: '修改 查询 取消 开通 办理 绑定 更换 申请 退 找回 使用 激活 确认 关闭 补 提交 支付 续费 领取 升级 注销 审核'.split(' '),
  货: '手机壳 羽绒服 耳机 电饭煲 面膜 沙发 奶粉 运动鞋 空调 路由器 连衣裙 行李箱 打印机 茶叶 蛋糕 牙刷 净水器 平板 自行车 被子 大米 相机 手表 洗衣机'.split(
    ' ',
  ),
  谁: '孩子 老人 孕妇 男朋友 妈妈 学生 宠物 朋友 两岁宝宝 敏感肌'.split(' '),
  地: '门店 前台 仓库 机场 医院 营业厅 餐厅 酒店 展厅 维修点 银行 体育馆 自提点 售后中心'.split(' '),
}
const zhSaid =
  '好的|嗯嗯|收到|知道了|明白|我看看|稍等|在吗|你好|您好|早上好|下午好|在的|是的|对|不是|没有|可以|好|行|稍后联系你|我再想想|已经付款了|我刚下单|订单号是|这是截图|发你了|地址已更新|我姓王|电话没变|尽快吧|今天下午三点到|我先问问家人|两件一起发|不用了|暂时不需要|等通知|周一再说|我换个尺码|帮我备注一下|麻烦改一下地址|不要辣|不要香菜|只要一个|白色的|大号|身高170体重60|北京朝阳|明天送到就行|放门口|放快递柜|开公司抬头|走对公|还没想好|没收到短信|密码错误|页面打不开|登录不上|付款失败|卡被锁了|手机丢了要挂失|地址写错了|买错了想换|尺码拍小了|不会用|看不懂说明书|断网了怎么弄|提示系统繁忙|余额不足是什么意思|逾期了怎么还|征信不好能办吗|没有额度|为什么被拒绝|扣款了没到账|怎么重复扣费了|快递显示签收了我没拿到|三天没更新物流了|少了一个配件怎么补|包装破了能换吗|漏水找谁修|屏幕碎了换一个多少钱|过敏了怎么办|错过了班次怎么改签'.split(
    '|',
  )

const enPatterns = [
  'How do I {do} my {thing}?',
  'how can i {do} a {thing}',
  'Can I {do} my {thing} online?',
  'Where can I {do} the {thing}?',
  'What do I need to {do} a {thing}?',
  'I would like to {do} my {thing}',
  'I need to {do} my {thing}, what should I do',
  'Could you please {do} my {thing}?',
  'Why is my {thing} still pending?',
  'My {thing} has not arrived, what happens now?',
  'why was my {thing} declined',
  'is there a fee to {do} a {thing}?',
  'How long does it take to {do} my {thing}',
  'I forgot my {thing}. How do I get a new one?',
  "I can't {do} my {thing}, how do I fix it",
  "My {thing} isn't working, what are the steps?",
  'what is a {thing}',
  'When will my {thing} be ready',
  'I lost my {thing}, what now?',
  'I want to {do} the {thing} for my account',
  'There is a {thing} on my statement I do not recognize',
  'I was charged twice for my {thing}, how do I get that back?',
  'Do you {do} {thing}s on weekends?',
  'please {do} the {thing}',
  'help me {do} my {thing}',
  'Does the {item} come in other colors?',
  'Is the {item} in stock?',
  'what size is the {item}',
  'Will the {item} fit a {who}?',
  'Does the {item} work without batteries?',
  'Is this {item} compatible with the older model?',
  'How do you clean the {item}?',
  'Does anyone know if the {item} is waterproof?',
  'What is the warranty on the {item}',
  'Can the {item} be used by a {who}?',
  'How much does the {item} weigh?',
  'Do you ship the {item} to Canada?',
  'i ordered a {item} on Monday, when does it ship',
  'The {item} arrived broken, how do I return it?',
  'what is the difference between this {item} and the new one',
  'can i exchange the {item} for a smaller one',
]
const enSlots = {
  do: 'change cancel track verify activate update return upgrade renew transfer book download check print pay link reset replace close confirm'.split(
    ' ',
  ),
  thing:
    'order|refund|password|card|PIN|account|invoice|subscription|payment|transfer|delivery|booking|plan|direct debit|cash withdrawal|top-up|ticket|appointment|address|phone number|coupon|reservation|seat|policy|passcode|exchange rate|receipt|membership|parcel|deposit'.split(
      '|',
    ),
  item: 'laptop jacket kettle router mattress camera phone backpack blender monitor stroller watch tent printer sofa charger helmet bike lamp speaker'.split(
    ' ',
  ),
  who: 'child teenager dog newborn man woman beginner student'.split(' '),
}
const enSaid =
  'ok|okay|sure|hello|hi there|good morning|one moment|let me check|yes|no|not yet|I will wait|here is my order number|see the attached screenshot|my email is the same|just a second|I already paid|it is for a friend|two of them, please|I will call back tomorrow|size medium|leave it at the door|no onions please|it says error 500|the page does not load|I cannot log in|the app keeps asking for a code|my card got stuck in the machine|my phone was stolen and I need to block it|I typed the wrong address|wrong size, I need a 9|it shows delivered but nothing is here|I do not recognize this charge|the promo code does not work|I missed my flight, can I rebook|can someone call me|I have a question about billing|the tracking has not moved for two days|one part is missing from the box|the screen is cracked, how much is a repair|what time is it there|we are a team of five|it is the blue one|same as last time|I will think about it|nothing else for now|that was yesterday|on my way|got it|noted|I am in room 204'.split(
    '|',
  )

/** Some six thousand samples, always the same ones in the same order. */
export function neutralQuestions(): Sample[] {
  const zh = [...fillEach(zhPatterns, zhSlots, 90), ...zhSaid]
  const en = [...fillEach(enPatterns, enSlots, 70), ...enSaid]
  return [...zh.map((text) => said(text, 'questions/zh')), ...en.map((text) => said(text, 'questions/en'))]
}

const said = (text: string, domain: string): Sample => ({ text, label: 'neutral', domain, weight: 2 })
