import i18next from 'i18next'

/** What the server says in both languages at once (names and help of channels), in the language of the app. */
export const sayBoth = (words: { en: string; 'zh-CN': string }): string => (i18next.language === 'zh-CN' ? words['zh-CN'] : words.en)
