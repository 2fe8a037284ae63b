import { Tooltip as Radix } from 'radix-ui'
import { type ReactElement, type ReactNode } from 'react'
import { usePortalContainer } from '#app/lib/portal.ts'

export type TooltipProps = {
  content: ReactNode
  /** A focusable element: a Button or a link. */
  children: ReactElement
  side?: 'top' | 'right' | 'bottom' | 'left'
}

/** An optional hint. Touch screens never show it, so nothing essential. */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  const container = usePortalContainer()
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal container={container}>
          <Radix.Content
            side={side}
            sideOffset={8}
            collisionPadding={12}
            className="border-line-strong bg-surface-3 text-ink animate-fade z-80 max-w-64 rounded-[4px] border px-3 py-1.5 text-sm drop-shadow-[0_8px_20px_var(--shade)]"
          >
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
