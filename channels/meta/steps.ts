/** What to do at Meta for any of its channels, beside the form. `product` is its name in Meta's dashboard. */
export const createApp = (product: string) => ({
  en: `At developers.facebook.com create an app of type Business, and add ${product} to it.`,
  'zh-CN': `在 developers.facebook.com 创建“商务（Business）”类型的应用，并添加 ${product}。`,
})

/** `asset`: what the token is to speak for. */
export const makeToken = (asset: { en: string; 'zh-CN': string }, permissions: string) => ({
  en: `In Meta Business Settings make a system user, give it the app and ${asset.en}, and make a token with ${permissions}.`,
  'zh-CN': `在 Meta 商务设置中创建系统用户，把应用和${asset['zh-CN']}分配给它，并生成带 ${permissions} 权限的令牌。`,
})

export const copySecret = {
  en: 'Copy the app secret from App settings → Basic, make up a verify token, then save this form.',
  'zh-CN': '从“应用设置 → 基本”复制应用密钥，自拟一个验证口令，然后保存此表单。',
}

/** `where` in the dashboard, and the fields to subscribe to. */
export const subscribe = (where: string, fields: string) => ({
  en: `Under ${where} enter {webhook} as the callback URL with your verify token, and subscribe to: ${fields}.`,
  'zh-CN': `在 ${where} 中把 {webhook} 填为回调地址，填写相同的验证口令，并订阅：${fields}。`,
})
