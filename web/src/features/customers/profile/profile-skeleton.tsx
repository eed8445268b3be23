import { nameOf } from '../../../i18n/index.ts'
import { Avatar } from '../../../ui/avatar.tsx'

/** What a profile shows while only the name is known. */
export function ProfileSkeleton({ name, id }: { name: string; id: string }) {
  return (
    <div className="flex items-center gap-3.5 px-[18px] pt-5 pb-3.5">
      <Avatar id={id} name={nameOf(name)} size={52} />
      <h2 className="min-w-0 flex-1 truncate text-[17px] font-[650]">{nameOf(name)}</h2>
    </div>
  )
}
