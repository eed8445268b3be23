import type { WordTable } from '../../contract/words.ts'
import { says } from '../provider/fields.ts'
import { closes, codes, later, no, usesUp } from '../provider/meanings.ts'
import { sharedRefusals } from '../tencent/refusals.ts'
import { words as platform } from '../tencent/words.zh-CN.ts'

/** What to do in WeCom's administration. */
export const steps = [
  { en: 'At work.weixin.qq.com copy the corp ID (我的企业 → 企业 ID).', 'zh-CN': '登录 work.weixin.qq.com，在“我的企业”中复制企业 ID。' },
  {
    en: 'Under 微信客服 make a customer service account, open API, copy the Secret.',
    'zh-CN': '在“微信客服”中创建客服账号，开启 API，复制 Secret。',
  },
  { en: 'Make up a Token, take an EncodingAESKey, and save this form.', 'zh-CN': '自定 Token，生成 EncodingAESKey，然后保存本表单。' },
  {
    en: 'As callback enter {webhook} and the same two values; add this server’s address to the trusted IPs (可信 IP).',
    'zh-CN': '在回调配置中填写 {webhook} 和上述两项，并把本服务器的 IP 加入企业可信 IP。',
  },
  {
    en: 'Let no person in WeCom serve these accounts, or answers are refused.',
    'zh-CN': '不要为这些账号安排企业微信接待人员，否则无法回复。',
  },
]

/** How the app gets back what it may do with the accounts. */
export const grantAgain = 'In WeCom’s administration open 微信客服 → API, and choose the accounts this app may use.'

export const labels = {
  welcome: says('Welcome message', '欢迎语', 'Sent to whoever opens the chat. Empty: none.', '客户进入会话时发送，留空不发。'),
  tags: says(
    'Customer tags follow labels',
    '客户标签与 Parley 标签同步',
    'Labels of a customer and WeCom’s tags (企业客户标签), both ways. The app must be allowed 客户联系.',
    'Parley 客户标签与企业客户标签双向同步，应用需有“客户联系”接口权限。',
  ),
}

/** Why a message did not arrive, by WeCom's `fail_type`. */
export const failures = new Map([
  [1, 'The customer service account was deleted. Make another in WeCom and have the customer write to it.'],
  [2, 'The app was switched off in WeCom. Switch it on in its administration, then send again.'],
  [4, 'More than 48 hours have passed since the customer last wrote. They must write again first.'],
  [5, 'The conversation was ended in WeCom. The customer must write again first.'],
  [6, 'Five messages were sent since the customer last wrote. They must write again first.'],
  [7, 'The customer service account is not bound to the Channels account (视频号) the customer came from. Bind it in WeCom.'],
  [8, 'The company is not verified, so WeCom delivers to a few customers only. Have it verified (主体验证) in WeCom.'],
  [10, 'The customer refuses messages of this account. They must allow them again in WeChat.'],
  [11, 'Nobody of the company has signed in to the WeCom app. One person must do so first.'],
  [12, 'WeCom does not let 微信客服 send messages of this kind. Send it as a text or a picture.'],
  [13, 'WeCom held the message back for security. Change its words or links, then send it again.'],
])

/** WeCom's codes in words; what is not here is told with WeCom's own words. */
export const refusals = new Map([
  ...sharedRefusals,
  ...codes('95001', usesUp('Five messages were sent since the customer last wrote. They must write again first.')),
  ...codes('95002', closes('More than 48 hours have passed since the customer last wrote. They must write again first.')),
  ...codes('95013', closes('The conversation was ended in WeCom. The customer must write again first.')),
  ...codes('95018', no('Somebody serves this customer in WeCom itself, or the customer waits there: only WeCom can write now.')),
  ...codes('95000 95004', no('This customer service account does not exist (any more) in WeCom.')),
  ...codes('95011 95012 95017', no('WeCom has the interface of 微信客服 switched off. Switch it on in its administration.')),
  ...codes('40096', no('WeCom does not know this customer (any more). They must write again first.')),
  ...codes('48002 60011', no('The app may not use this customer service account. Grant it in WeCom’s administration (微信客服 → API).')),
  ...codes('40007', no('WeCom did not keep the file. Send it again.')),
  ...codes('41096', later('Another program is sending to this customer; Parley tries again.', 5_000)),
])

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  ...platform,
  'A corp ID begins with ww or wx.': '企业 ID 以 ww 或 wx 开头。',
  'There is no message in this body.': '请求里没有消息。',
  'A tag nobody has yet, or another order.': '新建的标签尚无人使用，或只调整了排序。',
  'Customer tags': '客户标签',
  'The app may read and set the company’s customer tags.': '应用可以读取和设置企业客户标签。',
  'WeCom does not let the app use customer tags ({}): {}': '企业微信不允许该应用使用客户标签（{}）：{}',
  'In WeCom open 客户联系 → 可调用接口的应用 and choose the app whose Secret this is, or switch this off.':
    '请在企业微信“客户联系 → 可调用接口的应用”中勾选此 Secret 所属的应用，或关闭此项。',
  'WeCom refused to hand over messages ({}): {}': '企业微信拒绝提供消息（{}）：{}',
  'The app was switched off in WeCom. Switch it on in its administration, then send again.':
    '应用已在企业微信中停用，请在管理后台启用后重新发送。',
  'The customer service account is not bound to the Channels account (视频号) the customer came from. Bind it in WeCom.':
    '客服账号没有绑定客户来源的视频号，请在企业微信中绑定。',
  'The company is not verified, so WeCom delivers to a few customers only. Have it verified (主体验证) in WeCom.':
    '企业尚未完成主体验证，只能接待少量客户。请在企业微信中完成主体验证。',
  'WeCom does not let 微信客服 send messages of this kind. Send it as a text or a picture.':
    '微信客服不允许发送这类消息，请改用文字或图片。',
  'WeCom took the right to a customer service account away from this app.': '企业微信取消了该应用对客服账号的授权。',
  'WeCom could not deliver it (reason {}).': '企业微信未能送达（原因 {}）。',
  'The customer service account was deleted. Make another in WeCom and have the customer write to it.':
    '客服账号已被删除，请在企业微信中新建账号，并请客户联系新账号。',
  'More than 48 hours have passed since the customer last wrote. They must write again first.':
    '距客户上次发消息已超过 48 小时，需等客户再次发来消息。',
  'The conversation was ended in WeCom. The customer must write again first.': '会话已在企业微信中结束，需等客户再次发来消息。',
  'Five messages were sent since the customer last wrote. They must write again first.':
    '自客户上次发消息后已发满 5 条，需等客户再次发来消息。',
  'The customer refuses messages of this account. They must allow them again in WeChat.':
    '客户已拒收该客服账号的消息，需客户在微信中重新允许。',
  'Nobody of the company has signed in to the WeCom app. One person must do so first.':
    '企业还没有成员登录过企业微信，请先由一位成员登录。',
  'WeCom held the message back for security. Change its words or links, then send it again.':
    '企业微信出于安全限制没有发送，请修改文字或链接后重发。',
  'WeCom says that this arrived already. Look into WeCom, then mark it as arrived or send it again.':
    '企业微信表示这条消息已经送达。请在企业微信中查看，然后标记为已送达或重新发送。',
  'Somebody serves this customer in WeCom itself, or the customer waits there: only WeCom can write now.':
    '该客户正由企业微信中的接待人员服务，或正在排队，目前只能在企业微信中回复。',
  'This customer service account does not exist (any more) in WeCom.': '企业微信中没有这个客服账号，或已被删除。',
  'WeCom has the interface of 微信客服 switched off. Switch it on in its administration.': '企业微信未开启微信客服接口，请在管理后台开启。',
  'WeCom does not know this customer (any more). They must write again first.': '企业微信不认识这位客户，需等客户再次发来消息。',
  'The app may not use this customer service account. Grant it in WeCom’s administration (微信客服 → API).':
    '应用无权使用这个客服账号，请在企业微信管理后台“微信客服 → API”中授权。',
  'WeCom did not keep the file. Send it again.': '企业微信没有保留此文件，请重新发送。',
  'Another program is sending to this customer; Parley tries again.': '另一个程序正在给这位客户发消息，Parley 会重试。',
  'WeCom lets us answer only who wrote first.': '企业微信只允许回复先发来消息的客户。',
  'Customer service accounts': '客服账号',
  'In WeCom’s administration open 微信客服 → API, and choose the accounts this app may use.':
    '请在企业微信管理后台打开“微信客服 → API”，选择应用可以使用的客服账号。',
  'WeCom does not let us use 微信客服 ({}): {}': '企业微信不允许使用微信客服（{}）：{}',
  'There is no customer service account this app may use.': '没有此应用可以使用的客服账号。',
  'Messages of {} are taken.': '正在接收 {} 的消息。',
}
