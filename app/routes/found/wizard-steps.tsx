import { Check } from 'lucide-react'
import { cn } from '#app/lib/cn.ts'
import { STEP_LABELS, STEPS, type Step } from './draft.ts'

/** Progress of the wizard: a column beside the form, a row above it on a phone. */
export function WizardSteps({ current }: { current: Step }) {
  const at = STEPS.indexOf(current)
  return (
    <ol aria-label="Steps" className="flex flex-wrap gap-x-5 gap-y-2 lg:flex-col lg:gap-4">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? 'step' : undefined}
          className={cn('flex items-center gap-2.5', index === at ? 'font-semibold' : 'text-ink-2')}
        >
          <span
            aria-hidden
            className={cn(
              'numerals grid size-7 shrink-0 place-items-center rounded-full border text-sm',
              index < at && 'border-success text-success',
              index === at && 'border-accent text-accent shadow-[0_0_14px_var(--glow)]',
              index > at && 'border-line-strong',
            )}
          >
            {index < at ? <Check className="size-4" /> : index + 1}
          </span>
          {STEP_LABELS[step]}
          {index < at ? <span className="sr-only">, done</span> : null}
        </li>
      ))}
    </ol>
  )
}
