import i18next, { type TFunction } from 'i18next'
import { useSyncExternalStore } from 'react'

type Shown = { t: TFunction; i18n: typeof i18next; language: string }

let shown: Shown | undefined

/** The same object as long as the language stays. */
function current(): Shown {
  const { language } = i18next
  if (shown?.language !== language) shown = { t: i18next.getFixedT(language), i18n: i18next, language }
  return shown
}

function subscribe(changed: () => void): () => void {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}

/** The texts in the language of the app; what asks for them is drawn anew when it changes. One subscription and no copies: a thread asks hundreds of times at once. */
export const useTranslation = (): Shown => useSyncExternalStore(subscribe, current)
