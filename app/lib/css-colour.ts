/**
 * Resolves CSS colours (variables, light-dark(), anything) to their computed values at this element, because canvases
 * only understand those. All at once, for each new probe makes the browser compute styles again.
 */
export const computedColours = (place: Element, colours: readonly string[]): string[] => {
  const probes = colours.map((colour) => {
    const probe = document.createElement('span')
    probe.style.color = colour
    return probe
  })
  const box = document.createElement('span')
  box.hidden = true
  box.append(...probes)
  place.append(box)
  const computed = probes.map((probe) => getComputedStyle(probe).color)
  box.remove()
  return computed
}

/** Calls back when the theme changes, by the viewer's choice or the system's. */
export const onThemeChange = (callback: () => void): (() => void) => {
  const observer = new MutationObserver(callback)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const scheme = matchMedia('(prefers-color-scheme: light)')
  scheme.addEventListener('change', callback)
  return () => {
    observer.disconnect()
    scheme.removeEventListener('change', callback)
  }
}

/** Ten colours that are distinguishable on both themes, for districts, zones and series. */
export const CATEGORY_COLOURS = [
  'light-dark(#a86500, #ffc857)',
  'light-dark(#6a4fd0, #b3a1ff)',
  'light-dark(#b2461f, #ff9166)',
  'light-dark(#2d7a3e, #7fdc8b)',
  'light-dark(#00708f, #4cd9ff)',
  'light-dark(#b3203f, #ff7189)',
  'light-dark(#a02d90, #f48be4)',
  'light-dark(#2457c5, #7fa9ff)',
  'light-dark(#596a00, #c6d94f)',
  'light-dark(#007566, #45e0c4)',
] as const
