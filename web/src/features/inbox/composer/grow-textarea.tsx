import type { ComponentProps } from 'react'
import { cx } from '../../../ui/cx.ts'

const measure = 'col-start-1 row-start-1 max-h-[40dvh] min-h-[62px] px-3.5 py-2.5 break-words whitespace-pre-wrap'

/** A field that is as tall as its text: a hidden copy of the text gives the height, so no stroke has to measure the page. */
export function GrowTextarea({ value, className, ...rest }: ComponentProps<'textarea'> & { value: string }) {
  return (
    <div className="grid max-h-[40dvh] overflow-auto">
      <div aria-hidden="true" className={cx(measure, 'invisible')}>
        {value}{' '}
      </div>
      <textarea
        {...rest}
        dir="auto"
        value={value}
        rows={1}
        className={cx(measure, 'resize-none overflow-hidden bg-transparent focus-visible:shadow-none', className)}
      />
    </div>
  )
}
