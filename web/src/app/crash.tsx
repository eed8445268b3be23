import { Component, type ReactNode } from 'react'
import { Door } from '../features/session/door.tsx'
import { t } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'

// React offers no other way than a class to catch what rendering throws.
/** What is shown instead of a white page when a part of the app breaks. The error itself stays in the console. */
export class Crash extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <Door title={t('app.crashed')} lead={t('app.crashedHint')}>
        <Button look="primary" className="mt-5" onClick={() => location.reload()}>
          {t('app.reload')}
        </Button>
      </Door>
    )
  }
}
