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
