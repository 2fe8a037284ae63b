import { REGION_SECTORS } from '#server/domain/galaxy/region-size.ts'
import { type Terms } from '#server/domain/culture/language-pack.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { buttonStyle } from '#app/components/ui/button.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { pluralOf } from '#app/lib/format.ts'

export type ThemePreviewProps = {
  theme: { accent: string; background: string; text: string; font: string; emblem: string }
  regionName: string
  motto: string
  terms: Terms
}

/** The header of the region's page as visitors will see it. */
export function ThemePreview({ theme, regionName, motto, terms }: ThemePreviewProps) {
  return (
    <figure>
      <figcaption className="mb-2 font-medium">Preview</figcaption>
      <RegionTheme
        theme={theme}
        extent="full"
        className="border-line overflow-hidden rounded-[6px] border p-5 sm:p-6"
      >
        <div className="flex items-center gap-4">
          <Emblem name={theme.emblem} size="lg" />
          <div className="min-w-0">
            <p className="eyebrow text-accent">{terms.region}</p>
            <p className="font-display truncate text-2xl font-semibold">{regionName}</p>
          </div>
        </div>
        {motto === '' ? null : <p className="text-ink-2 mt-3 italic">“{motto}”</p>}
        <div aria-hidden className="hud-rule my-4" />
        <p className="text-sm">
          <span className="numerals text-2xl font-semibold">{REGION_SECTORS}</span>{' '}
          {pluralOf(terms.sector.toLowerCase())} · text from the {terms.governor.toLowerCase()} looks like
          this, and a <span className="link">link looks like this</span>.
        </p>
        <div className="mt-4 flex flex-wrap items-center gap-3">
          <span aria-hidden className={buttonStyle({ variant: 'primary', size: 'sm' })}>
            Join
          </span>
          <span aria-hidden className={buttonStyle({ variant: 'secondary', size: 'sm' })}>
            {terms.market}
          </span>
          <Badge tone="accent">{terms.citizen}</Badge>
        </div>
      </RegionTheme>
    </figure>
  )
}
