/** A promise that a test resolves by hand: `released` resolves when `release` is called. */
export function hold(): { released: Promise<void>; release(): void } {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return { released, release: () => release() }
}
