import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { ApiError, call } from '../../../api.ts'
import { learnCustomer } from '../../../sync/store.ts'
import { Button } from '../../../ui/button.tsx'
import { explain } from '../../../ui/failure.ts'
import { Segmented } from '../../../ui/tabs.tsx'
import { editorBox } from './editors/editor.ts'
import { TakenBy } from './taken-by.tsx'

/** An address or a number somebody told us, as claimed. */
export function AddIdentity({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<'email' | 'phone'>('email')
  const [value, setValue] = useState('')
  const [refusal, setRefusal] = useState<ApiError>()
  const add = async () => {
    try {
      learnCustomer(await call('identity.add', { id: customer.id, kind, value }))
      onDone()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setRefusal(error)
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void add()
  }
  const label = kind === 'email' ? t('profile.emailAddress') : t('profile.phoneNumber')
  return (
    <form onSubmit={onSubmit} className="mt-2 flex flex-col gap-2" onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <Segmented
        label={t('profile.addIdentity')}
        value={kind}
        onChange={setKind}
        tabs={[
          { value: 'email', label: t('profile.email') },
          { value: 'phone', label: t('profile.phone') },
        ]}
      />
      <input
        autoFocus
        required
        type={kind === 'email' ? 'email' : 'tel'}
        aria-label={label}
        placeholder={label}
        aria-invalid={refusal !== undefined}
        maxLength={254}
        value={value}
        onChange={(event) => {
          setValue(event.target.value)
          setRefusal(undefined)
        }}
        className={`${editorBox} h-8`}
      />
      {refusal && (
        <p role="alert" className="text-s text-seal-ink">
          {explain(refusal)}
        </p>
      )}
      {refusal?.customerId && <TakenBy ownerId={refusal.customerId} customer={customer} onLeave={onDone} />}
      <div className="flex gap-1.5">
        <Button small look="primary" type="submit">
          {t('profile.add')}
        </Button>
        <Button small onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}
