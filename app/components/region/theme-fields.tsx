import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { termsOf } from '#server/domain/culture/language-pack.ts'
import {
  ACCENT_CONTRAST_MIN,
  EMBLEMS,
  TEXT_CONTRAST_MIN,
  THEME_FONTS,
  themeContrast,
} from '#server/domain/culture/theme.ts'
import { cn } from '#app/lib/cn.ts'
import { parseHex } from '#app/lib/contrast.ts'
import { formatLabel } from '#app/lib/format.ts'
import { type FormValues } from '#app/lib/settings-form.ts'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { type FieldsProps } from './economy-fields.tsx'
import { PALETTES } from './palettes.ts'
import { ThemePreview } from './theme-preview.tsx'

type ThemeDraft = Record<'accent' | 'background' | 'text' | 'font' | 'emblem', string>

const COLOURS = [
  { part: 'accent', label: 'Accent' },
  { part: 'background', label: 'Background' },
  { part: 'text', label: 'Text' },
] as const

const draftOf = (values: FormValues): ThemeDraft => ({
  accent: values['aestheticTheme.accent'] ?? '',
  background: values['aestheticTheme.background'] ?? '',
  text: values['aestheticTheme.text'] ?? '',
  font: values['aestheticTheme.font'] ?? '',
  emblem: values['aestheticTheme.emblem'] ?? '',
})

/** Colours, font and emblem, with a preview and a contrast check. */
export function ThemeFields(props: FieldsProps & { regionName: string; motto: string }) {
  const { values, errors, regionName, motto } = props
  const [draft, setDraft] = useState(() => draftOf(values))
  const hydrated = useHydrated()
  const set = (change: Partial<ThemeDraft>) => setDraft((current) => ({ ...current, ...change }))
  return (
    <Panel
      title="Theme"
      description="The look of the region's pages, and of the game wherever the region appears."
    >
      <div className="grid gap-8 lg:grid-cols-2">
        <div className="grid min-w-0 content-start gap-6">
          {hydrated ? <Palettes draft={draft} onPick={set} /> : null}
          <div className="grid gap-4 xs:grid-cols-3">
            {COLOURS.map(({ part, label }) => (
              <ColourField
                key={part}
                label={label}
                name={`aestheticTheme.${part}`}
                value={draft[part]}
                error={errors[`aestheticTheme.${part}`]}
                onChange={(colour) => set({ [part]: colour })}
              />
            ))}
          </div>
          <ContrastCheck draft={draft} />
          <Field label="Font for headings and numbers" error={errors['aestheticTheme.font']}>
            <Select
              name="aestheticTheme.font"
              value={draft.font}
              onChange={(event) => set({ font: event.target.value })}
              options={THEME_FONTS.map((font) => ({ value: font, label: formatLabel(font) }))}
            />
          </Field>
          <EmblemField value={draft.emblem} onChange={(emblem) => set({ emblem })} />
        </div>
        <div className="min-w-0 lg:sticky lg:top-24 lg:self-start">
          <ThemePreview
            theme={draft}
            regionName={regionName}
            motto={motto}
            terms={termsOf(languagePackOf(values))}
          />
        </div>
      </div>
    </Panel>
  )
}

const languagePackOf = (values: FormValues): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name.startsWith('languagePack.'))
      .map(([name, word]) => [name.slice('languagePack.'.length), word]),
  )

function Palettes(props: { draft: ThemeDraft; onPick: (palette: Partial<ThemeDraft>) => void }) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium">Start from a palette</legend>
      <div className="flex flex-wrap gap-2">
        {PALETTES.map(({ name, accent, background, text }) => (
          <button
            key={name}
            type="button"
            aria-pressed={props.draft.accent === accent && props.draft.background === background}
            onClick={() => props.onPick({ accent, background, text })}
            style={{ background, color: text, borderColor: accent }}
            className="aria-pressed:outline-accent flex min-h-11 items-center gap-2 rounded-[4px] border-2 px-3 text-sm font-semibold aria-pressed:outline-2 aria-pressed:outline-offset-2"
          >
            <span aria-hidden className="size-3 rotate-45" style={{ background: accent }} />
            {name}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

type ColourFieldProps = {
  label: string
  name: string
  value: string
  error: string | undefined
  onChange: (colour: string) => void
}

function ColourField({ label, name, value, error, onChange }: ColourFieldProps) {
  const errorId = `${name}-error`
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={name} className="font-medium">
        {label}
      </label>
      <div className="control flex items-center gap-3 py-1.5 focus-within:border-accent">
        <input
          id={name}
          name={name}
          type="color"
          value={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? errorId : undefined}
          onChange={(event) => onChange(event.target.value)}
          className="size-8 shrink-0 cursor-pointer rounded-[3px] bg-transparent"
        />
        <span aria-hidden className="numerals text-sm">
          {value}
        </span>
      </div>
      {error ? (
        <p id={errorId} className="text-danger text-sm">
          {error}
        </p>
      ) : null}
    </div>
  )
}

function ContrastCheck({ draft }: { draft: ThemeDraft }) {
  const isColour = COLOURS.every(({ part }) => parseHex(draft[part]) !== null)
  if (!isColour) return null
  const contrast = themeContrast(draft)
  return (
    <div role="status" className="grid gap-1.5 text-sm">
      <Ratio label="Text on background" ratio={contrast.text} min={TEXT_CONTRAST_MIN} />
      <Ratio label="Accent on background" ratio={contrast.accent} min={ACCENT_CONTRAST_MIN} />
    </div>
  )
}

function Ratio({ label, ratio, min }: { label: string; ratio: number; min: number }) {
  const passes = ratio >= min
  const Icon = passes ? CircleCheck : TriangleAlert
  return (
    <p className={cn('flex items-center gap-2', passes ? 'text-success' : 'text-danger')}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <span>
        {label}: <span className="numerals font-semibold">{(Math.floor(ratio * 100) / 100).toFixed(2)}</span>
        {passes ? ', readable' : `, needs at least ${min}`}
      </span>
    </p>
  )
}

function EmblemField({ value, onChange }: { value: string; onChange: (emblem: string) => void }) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium">Emblem</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(3.25rem,1fr))] gap-2">
        {EMBLEMS.map((emblem) => (
          <label
            key={emblem}
            title={formatLabel(emblem)}
            className="has-focus-visible:outline-accent cursor-pointer rounded-[4px] p-0.5 has-checked:[--line:var(--accent)] has-focus-visible:outline-2"
          >
            <input
              type="radio"
              name="aestheticTheme.emblem"
              value={emblem}
              aria-label={formatLabel(emblem)}
              checked={emblem === value}
              onChange={() => onChange(emblem)}
              className="peer sr-only"
            />
            <Emblem
              name={emblem}
              className="text-ink-2! peer-checked:text-accent! [--notch-line:var(--line)]! peer-checked:[--notch-line:var(--accent)]! peer-checked:drop-shadow-[0_0_8px_var(--glow)]"
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
