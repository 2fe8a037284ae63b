/** Relative luminance and contrast ratio as WCAG 2.2 defines them. Colours are `#rrggbb`. */
export const relativeLuminance = (colour: string): number =>
  0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5)

const channel = (colour: string, at: number): number => linear(parseInt(colour.slice(at, at + 2), 16) / 255)

const linear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4

/** From 1 (same colour) to 21 (black on white), in either order. */
export function contrastRatio(one: string, other: string): number {
  const [a, b] = [relativeLuminance(one), relativeLuminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
