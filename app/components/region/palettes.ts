/** Preset palettes; a test checks that each has enough contrast to be saved. */
export const PALETTES = [
  { name: 'Deep current', accent: '#5ee1ff', background: '#0b1020', text: '#e8edf7' },
  { name: 'Forge', accent: '#ff9d4d', background: '#1a0f0a', text: '#fbeee4' },
  { name: 'Verdant', accent: '#7fe08a', background: '#08160f', text: '#e6f5e9' },
  { name: 'Imperial', accent: '#e6c15a', background: '#1b0d24', text: '#f5eefa' },
  { name: 'Rose nova', accent: '#ff86b8', background: '#1c0a18', text: '#fdeaf3' },
  { name: 'Ice shelf', accent: '#0b5fa8', background: '#eef5fb', text: '#0c2033' },
  { name: 'Parchment', accent: '#8a3d12', background: '#f7f0e2', text: '#2b1d10' },
] as const
