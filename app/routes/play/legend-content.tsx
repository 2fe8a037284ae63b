import { groupColour } from '#app/components/map/map-colours.ts'
import { ShapeLegend } from '#app/components/map/shape-legend.tsx'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Field } from '#app/components/ui/field.tsx'
import { Select } from '#app/components/ui/select.tsx'
import { keysOf } from '#server/domain/keys-of.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'
import { needsGood, OVERLAYS } from '#app/lib/map-overlay.ts'
import { type OverlayChoice } from './use-overlay.ts'

/** Chooses what the map shows, and says what its colours and shapes mean. */
export default function LegendContent({ choice }: { choice: OverlayChoice }) {
  const { kind, good, onKind, onGood, overlay } = choice
  return (
    <div className="grid max-h-[50dvh] max-lg:max-h-[32dvh] gap-3 overflow-y-auto px-3 pb-3">
      <Field label="Show on the map" id="overlay">
        <Select
          value={kind}
          options={keysOf(OVERLAYS).map((value) => ({ value, label: OVERLAYS[value] }))}
          onChange={({ target }) =>
            onKind(keysOf(OVERLAYS).find((one) => one === target.value) ?? 'contents')
          }
        />
      </Field>
      {needsGood(kind) ? (
        <Field label="Good" id="overlay-good">
          <Select
            value={good}
            options={COMMODITIES.map((value) => ({ value, label: COMMODITY_LABELS[value] }))}
            onChange={({ target }) => onGood(COMMODITIES.find((one) => one === target.value) ?? 'ore')}
          />
        </Field>
      ) : null}
      {overlay ? (
        <ul aria-label="Colours" className="text-ink-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {overlay.legend.map((entry, index) => (
            <li key={entry.key} className="flex items-center gap-2">
              <span
                aria-hidden
                className="size-2.5 rounded-full"
                style={{ background: groupColour(entry, index) }}
              />
              {entry.label}
            </li>
          ))}
        </ul>
      ) : null}
      <ShapeLegend isOwn />
    </div>
  )
}
