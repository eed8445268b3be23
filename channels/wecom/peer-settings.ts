/** The credentials the stand-in takes, and no others. */
export const practice = {
  corpId: 'ww0practice0000001',
  secret: 'practice-secret-of-a-company',
  token: 'PracticeToken',
  aesKey: 'PracticeEncodingAESKeyOfACompany01234567890',
  welcome: '您好，这里是练习企业。请问有什么可以帮您？',
  tags: false,
}
