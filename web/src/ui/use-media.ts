import { useSyncExternalStore } from 'react'

/** Whether a media query holds, kept current. */
function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

/** One pane at a time. */
export const useIsPhone = () => useMedia('(max-width: 767px)')
/** Room for a fourth pane beside list, thread and profile. */
export const useIsWidest = () => useMedia('(min-width: 1440px)')
/** Room for the profile beside the thread. */
export const useIsWide = () => useMedia('(min-width: 1280px)')
