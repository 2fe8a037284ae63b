import { cn } from '#app/lib/cn.ts'

/** Place of something still loading; the region around it says so with aria-busy. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('bg-surface-3 animate-scan block h-4 rounded-[3px]', className)} />
}
