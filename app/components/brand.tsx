import { cn } from '#app/lib/cn.ts'

export function BrandMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 64 64" className={cn('text-accent size-9', className)} fill="none">
      <path d="M15 4h45v45L49 60H4V15z" stroke="currentColor" strokeWidth="2" opacity=".55" />
      <circle
        cx="32"
        cy="32"
        r="17"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeDasharray="66 41"
        transform="rotate(-40 32 32)"
      />
      <path d="M32 10l4.6 17.4L54 32l-17.4 4.6L32 54l-4.6-17.4L10 32l17.4-4.6z" fill="currentColor" />
    </svg>
  )
}

export function Brand() {
  return (
    <span className="flex items-center gap-3">
      <BrandMark />
      <span className="font-display grid leading-none">
        <span className="text-[1.0625rem] font-bold tracking-[0.08em] uppercase">SectorWars</span>
        <span className="text-accent numerals mt-1 text-xs font-semibold tracking-[0.42em]">2102</span>
      </span>
    </span>
  )
}
