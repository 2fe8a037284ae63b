import { useCallback, type RefObject } from 'react'
import { type Insets } from '#app/lib/map-view.ts'

/** What lies over the map now: the elements with `data-over-map`. */
export function useInsets(root: RefObject<HTMLElement>): () => Insets {
  return useCallback(() => {
    const insets = { left: 0, right: 0, top: 0, bottom: 0 }
    const map = root.current?.getBoundingClientRect()
    for (const element of root.current?.querySelectorAll('[data-over-map]') ?? []) {
      const box = element.getBoundingClientRect()
      if (!map || box.width === 0 || box.height === 0) continue
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
      if (box.width > map.width * WIDE) {
        if (y < map.top + map.height / 2) insets.top = Math.max(insets.top, box.bottom - map.top)
        else insets.bottom = Math.max(insets.bottom, map.bottom - box.top)
      } else if (x < map.left + map.width / 2) insets.left = Math.max(insets.left, box.right - map.left)
      else insets.right = Math.max(insets.right, map.right - box.left)
    }
    return insets
  }, [root])
}

/** What is wider than this share of the map lies above or below it, not beside it. */
const WIDE = 0.6
