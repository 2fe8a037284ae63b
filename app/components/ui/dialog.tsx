import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactElement, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'
import { usePortalContainer } from '#app/lib/portal.ts'

export const overlayStyle = 'fixed inset-0 z-60 bg-scrim animate-fade'

/** Fixed and centred. The position utilities must come after `notch`, which would make it relative. */
export const dialogStyle =
  'notch notch-lit fixed! top-1/2 left-1/2 z-70 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 flex-col outline-none drop-shadow-[0_24px_60px_var(--shade)]'

export type DialogProps = {
  /** A Button; opens the dialog. Leave it out when `open` is controlled. */
  trigger?: ReactElement
  title: ReactNode
  description?: ReactNode
  footer?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
  children: ReactNode
}

export function Dialog(props: DialogProps) {
  const { trigger, title, description, footer, open, onOpenChange, className, children } = props
  const container = usePortalContainer()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger === undefined ? null : <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal container={container}>
        <Radix.Overlay className={overlayStyle} />
        <Radix.Content
          className={cn(dialogStyle, className)}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-5">
            <div>
              <Radix.Title className="text-xl">{title}</Radix.Title>
              {description === undefined ? null : (
                <Radix.Description className="text-ink-2 mt-1">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label="Close"
              className="text-ink-2 hover:bg-surface-3 hover:text-ink -mt-1.5 -mr-2 grid size-10 shrink-0 place-items-center rounded-[4px]"
            >
              <X aria-hidden className="size-5" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer === undefined ? null : (
            <footer className="border-line flex flex-wrap justify-end gap-3 border-t px-5 py-4">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Wraps a Button that closes the Dialog. */
export const DialogClose = Radix.Close
