import { Link } from '@remix-run/react'
import { DropdownMenu as Radix } from 'radix-ui'
import { type ReactElement, type ReactNode } from 'react'
import { cn } from '#app/lib/cn.ts'
import { usePortalContainer } from '#app/lib/portal.ts'

export type MenuItem =
  | { kind: 'link'; to: string; label: ReactNode; icon?: ReactNode }
  | {
      kind: 'action'
      label: string
      onSelect: () => void
      icon?: ReactNode
      tone?: 'danger'
      disabled?: boolean
    }
  | { kind: 'heading'; label: string }
  | { kind: 'separator' }

export type DropdownMenuProps = { trigger: ReactElement; items: readonly MenuItem[]; align?: 'start' | 'end' }

const itemStyle =
  'flex min-h-10 cursor-pointer items-center gap-3 rounded-[3px] px-3 outline-none data-disabled:opacity-50 data-highlighted:bg-surface-3 data-highlighted:text-accent [&>svg]:size-4'

/** Secondary actions. Frequent actions, and those needed without JavaScript, belong on the page itself. */
export function DropdownMenu({ trigger, items, align = 'end' }: DropdownMenuProps) {
  const container = usePortalContainer()
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className="notch notch-lit animate-fade z-50 min-w-52 p-1.5 drop-shadow-[0_16px_32px_var(--shade)] [--notch-size:10px]"
        >
          {items.map((item, index) => (
            <Item
              key={item.kind === 'separator' ? `separator-${index}` : `${item.kind}-${index}`}
              item={item}
            />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Item({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case 'separator':
      return <Radix.Separator className="bg-line mx-2 my-1.5 h-px" />
    case 'heading':
      return <Radix.Label className="eyebrow text-ink-2 px-3 py-1.5">{item.label}</Radix.Label>
    case 'link':
      return (
        <Radix.Item asChild>
          <Link to={item.to} className={itemStyle}>
            {item.icon}
            {item.label}
          </Link>
        </Radix.Item>
      )
    case 'action':
      return (
        <Radix.Item
          disabled={item.disabled}
          onSelect={item.onSelect}
          className={cn(itemStyle, item.tone === 'danger' && 'text-danger')}
        >
          {item.icon}
          {item.label}
        </Radix.Item>
      )
  }
}
