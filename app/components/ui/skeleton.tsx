import { cn } from '#app/lib/cn.ts'

/** Placeholder for loading content; the surrounding region sets aria-busy. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('bg-surface-3 animate-scan block h-4 rounded-[3px]', className)} />
}
