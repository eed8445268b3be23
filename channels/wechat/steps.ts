/** What to do on mp.weixin.qq.com. */
export const steps = [
  {
    en: 'At mp.weixin.qq.com open “Settings and development → Basic configuration”. Copy the AppID and make an AppSecret.',
    'zh-CN': '登录 mp.weixin.qq.com，打开“设置与开发 → 基本配置”，复制 AppID 并生成 AppSecret。',
  },
  { en: 'Add this server’s address to the IP allowlist there.', 'zh-CN': '在同一页把本服务器的 IP 加入白名单。' },
  { en: 'Make up a Token, take an EncodingAESKey, and save this form.', 'zh-CN': '自定 Token，生成 EncodingAESKey，然后保存本表单。' },
  {
    en: 'Under “Server configuration” enter {webhook} and the same two values, choose the secure mode (安全模式), and switch it on.',
    'zh-CN': '在“服务器配置”中填写 {webhook} 和上述两项，选择“安全模式”并启用。',
  },
]
