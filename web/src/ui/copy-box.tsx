import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** Text to take away, with a button that does. */
export function CopyBox({ text }: { text: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const code = useRef<HTMLElement>(null)
  const copy = async () => {
    // Without TLS there is no clipboard to write to: the text is selected, and the person's own keys do the rest.
    const clipboard: Clipboard | undefined = navigator.clipboard
    if (!clipboard) return window.getSelection()?.selectAllChildren(code.current!)
    await clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-sunken p-2 pl-3">
      <code ref={code} className="min-w-0 flex-1 self-center font-mono text-s break-all select-all">
        {text}
      </code>
      <Button small onClick={() => void copy()}>
        <Icon of={copied ? Check : Copy} size={14} />
        {copied ? t('app.copied') : t('app.copy')}
      </Button>
    </div>
  )
}
