import { type ReactNode } from 'react'
import { type Emblem as EmblemName } from '#server/domain/culture/theme.ts'
import { cn } from '#app/lib/cn.ts'

/** Drawn on 48 × 48, lines of 2.5 in the current colour; `fill="currentColor"` where a shape is solid. */
const DRAWINGS: Record<EmblemName, ReactNode> = {
  anchor: (
    <>
      <circle cx="24" cy="11" r="4" />
      <path d="M24 15v25M15 21h18M8 28c1 8 7 12 16 12s15-4 16-12M8 28l-3 5M8 28l5 3M40 28l3 5M40 28l-5 3" />
    </>
  ),
  atom: (
    <>
      <circle cx="24" cy="24" r="3.5" fill="currentColor" />
      <ellipse cx="24" cy="24" rx="19" ry="7.5" />
      <ellipse cx="24" cy="24" rx="19" ry="7.5" transform="rotate(60 24 24)" />
      <ellipse cx="24" cy="24" rx="19" ry="7.5" transform="rotate(120 24 24)" />
    </>
  ),
  beacon: (
    <>
      <path d="M20 22l-5 20h18l-5-20zM17.5 33h13M21 22v-6h6v6M19 16h10" />
      <path d="M13 7l-7-2M13 12H5M35 7l7-2M35 12h8M24 9V4" />
    </>
  ),
  comet: (
    <>
      <circle cx="33" cy="15" r="8" fill="currentColor" />
      <path d="M25 22L7 41M28 26L18 41M22 18L6 30" />
    </>
  ),
  compass: (
    <>
      <circle cx="24" cy="24" r="19" />
      <path d="M24 8l5 11 11 5-11 5-5 11-5-11-11-5 11-5z" />
      <path d="M24 8l5 11-5 5-5-5z" fill="currentColor" />
    </>
  ),
  crown: (
    <>
      <path d="M8 34L5 14l10 8 9-14 9 14 10-8-3 20z" />
      <path d="M8 40h32" />
      <circle cx="24" cy="27" r="2.5" fill="currentColor" />
    </>
  ),
  crystal: <path d="M24 4l12 14-12 26-12-26zM12 18h24M24 4l-5 14 5 26 5-26z" />,
  eclipse: (
    <>
      <circle cx="24" cy="24" r="13" />
      <path d="M24 11a13 13 0 0 1 0 26 16 16 0 0 0 0-26z" fill="currentColor" />
      <path d="M24 3v3M24 42v3M3 24h3M42 24h3M9 9l2 2M37 37l2 2M39 9l-2 2M11 37l-2 2" />
    </>
  ),
  flame: (
    <path d="M25 4c2 9 13 13 13 25a14 14 0 0 1-28 0c0-6 3-10 6-13 0 4 2 6 4 7 0-7 1-14 5-19zM24 43c-4 0-6-3-6-6 0-4 4-6 6-10 2 4 6 6 6 10 0 3-2 6-6 6z" />
  ),
  gear: (
    <>
      <circle cx="24" cy="24" r="13" />
      <circle cx="24" cy="24" r="5" />
      <path
        strokeWidth="5"
        d="M24 4v6M24 38v6M4 24h6M38 24h6M9.9 9.9l4.2 4.2M33.9 33.9l4.2 4.2M38.1 9.9l-4.2 4.2M14.1 33.9l-4.2 4.2"
      />
    </>
  ),
  hammer: (
    <>
      <path d="M12 8h18l7 7-6 3H12z" fill="currentColor" />
      <path d="M20 18h6v24h-6z" />
    </>
  ),
  hexagon: (
    <>
      <path d="M24 4l17.3 10v20L24 44 6.7 34V14z" />
      <path d="M24 14l8.7 5v10L24 34l-8.7-5V19z" fill="currentColor" />
    </>
  ),
  laurel: (
    <>
      <path d="M21 43C10 40 5 30 8 16M27 43c11-3 16-13 13-27" />
      <path d="M8 16c-3-4-2-8 1-11 3 3 3 8-1 11zM7 26c-4-2-5-6-4-10 4 2 6 6 4 10zM11 36c-4 0-7-3-8-7 4-1 8 2 8 7zM8 26c1-4 4-6 8-6 0 4-4 7-8 6zM12 35c0-4 3-7 7-8 1 4-2 8-7 8zM40 16c3-4 2-8-1-11-3 3-3 8 1 11zM41 26c4-2 5-6 4-10-4 2-6 6-4 10zM37 36c4 0 7-3 8-7-4-1-8 2-8 7zM40 26c-1-4-4-6-8-6 0 4 4 7 8 6zM36 35c0-4-3-7-7-8-1 4 2 8 7 8z" />
    </>
  ),
  leaf: (
    <path d="M41 6C20 6 8 16 8 31c0 3 1 6 2 8 18 2 31-9 31-33zM6 43c6-12 14-20 25-27M18 27v-8M18 27h10" />
  ),
  lotus: (
    <path d="M24 38c-6-6-8-17 0-28 8 11 6 22 0 28zM24 38c-9 0-15-6-16-17 6 0 10 2 12 5M24 38c9 0 15-6 16-17-6 0-10 2-12 5M24 38c-9 3-17 1-21-6 3-2 5-2 8-2M24 38c9 3 17 1 21-6-3-2-5-2-8-2" />
  ),
  moon: (
    <>
      <path d="M34 40A19 19 0 1 1 34 8a15 15 0 0 0 0 32z" fill="currentColor" />
      <path d="M38 18l1.5 4.5L44 24l-4.5 1.5L38 30l-1.5-4.5L32 24l4.5-1.5z" />
    </>
  ),
  orbit: (
    <>
      <circle cx="24" cy="24" r="8" fill="currentColor" />
      <ellipse cx="24" cy="24" rx="21" ry="9" transform="rotate(-28 24 24)" />
      <circle cx="41" cy="12" r="3.5" fill="currentColor" />
    </>
  ),
  phoenix: (
    <path d="M24 44l-5-10 5 3 5-3zM24 37c-4-4-5-9-3-14-7 3-14 0-17-13 6 5 11 5 15 3 1-5 3-8 6-9l4 4-3 1c0 2 1 3 3 4 4 2 9 2 15-3-3 13-10 16-17 13 2 5 1 10-3 14z" />
  ),
  ring: (
    <>
      <circle cx="24" cy="22" r="12" />
      <path d="M13 27C5 32 2 36 4 38c4 4 18-1 29-9s14-15 11-18c-1-1-4-1-9 2" />
    </>
  ),
  scales: (
    <>
      <path d="M24 6v34M14 42h20M9 13h30" />
      <path d="M9 13L3 29h12zM39 13l-6 16h12zM3 29a6 6 0 0 0 12 0M33 29a6 6 0 0 0 12 0" />
    </>
  ),
  shield: (
    <>
      <path d="M24 4l17 6v13c0 11-7 17-17 21C14 40 7 34 7 23V10z" />
      <path d="M24 11v26c-6-3-10-7-10-14v-8z" fill="currentColor" />
    </>
  ),
  star: (
    <path
      d="M24 4l5.6 14.4L44 20l-11 9.6L36.5 44 24 35.8 11.5 44 15 29.6 4 20l14.4-1.6z"
      fill="currentColor"
    />
  ),
  sun: (
    <>
      <circle cx="24" cy="24" r="9" fill="currentColor" />
      <path d="M24 3v7M24 38v7M3 24h7M38 24h7M9 9l5 5M34 34l5 5M39 9l-5 5M14 34l-5 5" />
    </>
  ),
  wave: (
    <path d="M4 34c8 0 10-18 20-18 6 0 10 4 10 9 0 4-3 6-6 6s-5-2-5-4M4 42c6 0 8-3 13-3s7 3 13 3 8-3 14-3M34 12c5 2 9 8 10 15" />
  ),
}

const isEmblem = (name: string): name is EmblemName => Object.hasOwn(DRAWINGS, name)

export type EmblemProps = {
  /** A key of the domain's EMBLEMS; unknown keys show `orbit`. */
  name: string
  /** Accessible name; without it the emblem is decorative. */
  label?: string
  size?: 'sm' | 'md' | 'lg' | 'xl'
  className?: string
  /** Of a picture of its own, shown instead. */
  url?: string | null
}

const SIZES = {
  sm: 'size-8 p-1.5 [--notch-size:6px]',
  md: 'size-12 p-2.5 [--notch-size:9px]',
  lg: 'size-16 p-3 [--notch-size:12px]',
  xl: 'size-24 p-4 [--notch-size:16px]',
}

const PICTURE_SIZES = { sm: 'size-8', md: 'size-12', lg: 'size-16', xl: 'size-24' }

/** A region's emblem in its accent colour, or the picture that its owner uploaded. */
export function Emblem({ name, label, size = 'md', className, url = null }: EmblemProps) {
  if (url !== null)
    return (
      <img
        src={url}
        alt={label ?? ''}
        className={cn('inline-block shrink-0 object-contain', PICTURE_SIZES[size], className)}
      />
    )
  return (
    <span
      className={cn(
        'notch text-accent inline-block shrink-0 [--notch-fill:var(--surface-2)] [--notch-line:var(--accent)]',
        SIZES[size],
        className,
      )}
    >
      <svg
        viewBox="0 0 48 48"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="size-full"
        {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      >
        {DRAWINGS[isEmblem(name) ? name : 'orbit']}
      </svg>
    </span>
  )
}
