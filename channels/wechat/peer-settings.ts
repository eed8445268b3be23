/** The credentials the stand-in takes, and no others. */
export const practice = {
  appId: 'wx0practice0000001',
  appSecret: 'practice-app-secret-of-a-teahouse',
  token: 'PracticeToken',
  aesKey: 'PracticeEncodingAESKeyOfATeahouse0123456789',
}
