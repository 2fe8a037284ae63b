import { type ReactNode } from 'react'

type Props = { label: string; icon: ReactNode; onClick: () => void }

export function MapButton({ label, icon, onClick }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="border-line-strong bg-surface/90 text-ink hover:border-accent hover:text-accent grid size-9 place-items-center rounded-[4px] border [&>svg]:size-4"
    >
      {icon}
    </button>
  )
}
